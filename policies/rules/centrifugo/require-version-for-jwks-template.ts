import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { placeholdersIn } from "../../../model/secret.ts";
import { clear } from "../../../model/value.ts";
import { centrifugos, effectiveFor } from "../../centrifugo-services.ts";
import { isOlder } from "../../compare-versions.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds addresses of key sets that a token may choose, on versions that check nothing of them. */
export const requireVersionForJwksTemplate: Rule = {
  id: "require-version-for-jwks-template",
  title: "A key set with a template in its address runs on a version that checks it",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Whoever writes a token, before its signature is checked, chooses which address Centrifugo asks for keys, inside the Swarm too.",
  fix: "Upgrade Centrifugo to 6.7.0 or later, and list the values that may stand in the address.",
  source:
    "Centrifugo v6.7.0, fix of a request forgery by claims that are not verified; internal/jwtverify/validate.go, validateJWKSEndpointSafety",
  versions: "Centrifugo before 6.7.0",
  check: (model) => centrifugos(model).flatMap(checkService),
};

const first = "6.7.0";
const endpoints = ["CLIENT_TOKEN_JWKS_PUBLIC_ENDPOINT", "CLIENT_SUBSCRIPTION_TOKEN_JWKS_PUBLIC_ENDPOINT"];

function checkService(settings: CentrifugoSettings): Observation[] {
  const { service } = settings;
  const { version, major } = service;
  if (version === undefined ? (major ?? 6) > 6 : !isOlder(version, first)) return [];
  return endpoints.flatMap((name): Observation[] => {
    const value = effectiveFor(settings, name)?.value;
    if (value === undefined) return [];
    const placeholders =
      value.state === "secret" ? value.traits.placeholders : placeholdersIn(clear(value) ?? "");
    if (placeholders.length === 0) return [];
    const { label } = value.origin;
    if (version === undefined && major !== 5) {
      const message = `Whether service ${service.name} checks the address of its key set (${label}) is not known here: its image's tag holds no full version.`;
      return [notCheckable(service.name, value.origin, message)];
    }
    const message = `${label} has a template, and Centrifugo ${version ?? "v5"} fills it in from tokens that it has not verified yet.`;
    return [{ ...violation(service.name, value.origin, message), related: [service.image.origin] }];
  });
}
