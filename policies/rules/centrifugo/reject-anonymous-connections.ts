import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { isOn, readOption } from "../../options.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds Centrifugos that let clients in without a token. */
export const rejectAnonymousConnections: Rule = {
  id: "reject-anonymous-connections",
  title: "A client needs a token to connect",
  severity: "warning",
  systems: ["centrifugo"],
  symptom:
    "A page that forgets its token connects all the same, as a user without a name, and so does every stranger.",
  fix: "Delete `client.allow_anonymous_connect_without_token`, and give visitors without an account a token with an empty `sub`; keep it only for a public feed.",
  source: "Centrifugo documentation, anonymous users; internal/client/handler.go",
  proof: "observed",
  check: (model) => centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): Observation[] {
  const { service } = settings;
  const option = readOption(settings, "client.allow_anonymous_connect_without_token");
  if (option.text === undefined) {
    const message = `Whether service ${service.name} lets clients in without a token is not known here.`;
    return [notCheckable(service.name, option.origin, message)];
  }
  if (!isOn(option)) return [];
  const message = `${option.origin.label} is on: whoever sends no token connects to service ${service.name} as a user without a name.`;
  return [violation(service.name, option.origin, message)];
}
