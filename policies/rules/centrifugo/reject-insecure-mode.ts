import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { isOn, readOption, unknownKeys } from "../../options.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds switches that turn a check off. */
export const rejectInsecureMode: Rule = {
  id: "reject-insecure-mode",
  title: "No insecure mode is on",
  severity: "error",
  systems: ["centrifugo"],
  symptom: "Everything works, for strangers as well: they read every channel, publish, or act as any user.",
  fix: "Delete the option; for development give clients a token and the API its key, as in production.",
  source: "Centrifugo internal/app/log.go warns of each of them at the end of its start",
  proof: "observed",
  since: "0.1.0",
  check: (model) => centrifugos(model).flatMap(checkService),
};

/** What each switch lets a stranger do. */
const modes: Readonly<Record<string, string>> = {
  "client.insecure": "connects without a token and subscribes to every channel",
  "client.insecure_skip_token_signature_verify": "connects as any user with a token of its own making",
  "http_api.insecure": "publishes to every channel without a key, from wherever the API can be reached",
  "admin.insecure": "uses the admin interface without a login, and with it the whole API",
};

function checkService(settings: CentrifugoSettings): Observation[] {
  const { service } = settings;
  const switches = Object.keys(modes).map((key) => readOption(settings, key));
  const found = switches
    .filter(isOn)
    .map((option) =>
      violation(
        service.name,
        option.origin,
        `${option.origin.label} is on: anybody ${modes[option.key] ?? ""}.`,
      ),
    );
  const unknown = unknownKeys(switches);
  if (unknown.length === 0) return found;
  const message = `Whether service ${service.name} runs in an insecure mode is not known here: ${unknown.join(", ")}.`;
  return [...found, notCheckable(service.name, service.origin, message)];
}
