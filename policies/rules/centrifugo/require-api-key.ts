import { isTrue } from "../../../model/boolean.ts";
import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { isEmpty } from "../../../model/secret.ts";
import { centrifugos, effectiveFor, nameFor } from "../../centrifugo-services.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds Centrifugos whose HTTP API refuses everybody. */
export const requireApiKey: Rule = {
  id: "require-api-key",
  title: "The HTTP API has a key",
  severity: "error",
  systems: ["centrifugo"],
  symptom: "Every request of the backend to /api is answered with 401, so nothing is ever published.",
  fix: "Set `http_api.key` (CENTRIFUGO_HTTP_API_KEY in a mounted .env), or `http_api.disabled: true` if no backend publishes over HTTP.",
  source: "Centrifugo internal/middleware/auth.go: an empty key answers 401",
  proof: "observed",
  since: "0.1.0",
  check: (model) => centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): Observation[] {
  const { service } = settings;
  const switches = ["HTTP_API_DISABLED", "HTTP_API_INSECURE"].map(
    (option) => effectiveFor(settings, option)?.value,
  );
  if (switches.some(isTrue)) return [];

  const key = effectiveFor(settings, "HTTP_API_KEY");
  const name = nameFor(settings, "HTTP_API_KEY");
  if (key !== undefined && isEmpty(key.value) === false) return [];
  const isUnsure = [key?.value, ...switches].some((value) => value?.state === "unknown");
  if (isUnsure || (key === undefined && !settings.complete)) {
    const message = `Whether service ${service.name} has an API key, or needs one, is not known here.`;
    return [notCheckable(service.name, key?.value.origin ?? service.origin, message)];
  }
  const empty = key ?? settings.settings.find((setting) => setting.name === name);
  const message =
    empty === undefined
      ? `Service ${service.name} has no API key: neither CENTRIFUGO_${name} nor http_api.key is set.`
      : `The API key of service ${service.name} is empty (${empty.value.origin.label}).`;
  return [violation(service.name, empty?.value.origin ?? service.origin, message)];
}
