import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { readAllowedOrigins } from "../../allowed-origins.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { readEndpoints } from "../../http-endpoints.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds Centrifugos that no page of a browser can connect to. */
export const requireAllowedOrigins: Rule = {
  id: "require-allowed-origins",
  title: "The origins of your pages are allowed",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Every browser is refused with 403, while `curl`, a mobile app and a test in the terminal connect without a fault.",
  fix: "Set `client.allowed_origins` to the origins of your pages, such as `https://app.example.com`; where no browser ever connects, list the one of your web site.",
  source: "Centrifugo internal/app/origin.go, getCheckOrigin",
  proof: "observed",
  check: (model) => centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): Observation[] {
  const { service } = settings;
  const { endpoints, unknown } = readEndpoints(settings);
  const served = endpoints.filter(({ side }) => side === "external");
  const allowed = readAllowedOrigins(settings);
  if (allowed !== undefined && allowed.patterns.length > 0) return [];
  if (served.length === 0 && unknown.length === 0) return [];
  if (allowed === undefined || served.length === 0) {
    const message = `Whether service ${service.name} lets the pages of browsers connect is not known here: client.allowed_origins cannot be read.`;
    return [notCheckable(service.name, service.origin, message)];
  }
  const what =
    allowed.place === service.origin
      ? `Service ${service.name} has no client.allowed_origins`
      : `client.allowed_origins of service ${service.name} is empty (${allowed.place.label})`;
  const message = `${what}: it answers 403 to every request of a browser, which always sends its origin.`;
  return [violation(service.name, allowed.place, message)];
}
