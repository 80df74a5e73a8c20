import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { isOn, placeOf, readOption, unknownKeys } from "../../options.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { givenValue } from "../../token-verifier.ts";

/** Finds admin interfaces that nobody can log in to. */
export const requireAdminCredentials: Rule = {
  id: "require-admin-credentials",
  title: "The admin interface has a password and a secret",
  severity: "error",
  systems: ["centrifugo"],
  symptom: "The admin interface loads, and every login fails with 400, whatever the password.",
  fix: "Set both `admin.password` and `admin.secret` (CENTRIFUGO_ADMIN_PASSWORD and CENTRIFUGO_ADMIN_SECRET in a mounted .env), or leave `admin.enabled` off.",
  source: "Centrifugo internal/admin/handlers.go, authHandler: both are needed",
  proof: "observed",
  since: "0.1.0",
  check: (model) => centrifugos(model).flatMap(checkService),
};

/** PRO logs in over OIDC as well. */
const otherWays = ["admin.insecure", "admin.oidc.enabled"];

function checkService(settings: CentrifugoSettings): Observation[] {
  const { service } = settings;
  const enabled = readOption(settings, "admin.enabled");
  const ways = otherWays.map((key) => readOption(settings, key));
  if ((enabled.text !== undefined && !isOn(enabled)) || ways.some(isOn)) return [];

  const credentials = ["admin.password", "admin.secret"].map((key) => ({
    key,
    value: givenValue(settings, key),
  }));
  const missing = credentials.filter(({ value }) => value === undefined).map(({ key }) => key);
  if (missing.length > 0 && isOn(enabled) && unknownKeys(ways).length === 0) {
    const message = `Service ${service.name} serves the admin interface (${placeOf(enabled)}) without ${missing.join(" and ")}.`;
    return [violation(service.name, enabled.origin, message)];
  }
  if (missing.length === 0 && !credentials.some(({ value }) => value === "unknown")) return [];
  const message = `Whether service ${service.name} has what a login to its admin interface needs is not known here.`;
  return [notCheckable(service.name, enabled.origin, message)];
}
