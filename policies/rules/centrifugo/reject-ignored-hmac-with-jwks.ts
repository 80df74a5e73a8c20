import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { isOn, readOption } from "../../options.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { givenValue, staticKeys, type TokenOptions } from "../../token-verifier.ts";

/** Finds keys that a JWKS endpoint replaces. */
export const rejectIgnoredHmacWithJwks: Rule = {
  id: "reject-ignored-hmac-with-jwks",
  title: "Tokens are verified by a key or by JWKS, not by both",
  severity: "warning",
  systems: ["centrifugo"],
  symptom:
    "Clients whose token was signed with the key are closed with 3500 (invalid token), although the key is right.",
  fix: "Keep the one that signs the tokens: delete `jwks_public_endpoint`, or the key beside it.",
  source:
    "Centrifugo internal/jwtverify/token_verifier_jwt.go, Reload: with jwks_public_endpoint the keys are not read",
  proof: "observed",
  since: "0.1.0",
  check: (model) => centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): Observation[] {
  const subscription = readOption(settings, "client.subscription_token.enabled");
  return [
    ...checkOptions(settings, "client.token"),
    ...(isOn(subscription) ? checkOptions(settings, "client.subscription_token") : []),
  ];
}

function checkOptions(settings: CentrifugoSettings, options: TokenOptions): Observation[] {
  const { service } = settings;
  const endpoint = givenValue(settings, `${options}.jwks_public_endpoint`);
  if (endpoint === undefined) return [];
  const keys = [...staticKeys, "hmac_previous_secret_key"].map((key) =>
    givenValue(settings, `${options}.${key}`),
  );
  const given = keys.filter((key) => key !== undefined && key !== "unknown");
  if (endpoint === "unknown" || (given.length === 0 && keys.includes("unknown"))) {
    const message = `Whether service ${service.name} has both a JWKS endpoint and a key under ${options} is not known here.`;
    return [notCheckable(service.name, service.origin, message)];
  }
  return given.map(({ origin }) => {
    const message = `${origin.label} has no effect: ${endpoint.origin.label} is set, and then Centrifugo verifies tokens with the keys from there alone.`;
    return violation(service.name, origin, message);
  });
}
