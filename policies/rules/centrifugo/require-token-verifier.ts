import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { centrifugos, nameFor } from "../../centrifugo-services.ts";
import { isOn, readOption, unknownKeys } from "../../options.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { givenValue, hasVerifier } from "../../token-verifier.ts";

/** Finds Centrifugos that no client can connect to. */
export const requireTokenVerifier: Rule = {
  id: "require-token-verifier",
  title: "Clients have a way in",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Every client is closed with 3500 (invalid token), or with 3501 (bad request) where it sends no token.",
  fix: "Set `client.token.hmac_secret_key` (CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY in a mounted .env) to the secret that the backend signs with, or `client.token.jwks_public_endpoint`, or a connect proxy.",
  source:
    "Centrifugo internal/jwtverify/token_verifier_jwt.go and internal/client/handler.go, OnClientConnecting",
  proof: "observed",
  since: "0.1.0",
  check: (model) => centrifugos(model).flatMap(checkService),
};

/** Each of them lets clients in without a verified token. */
const otherWays = [
  "client.insecure",
  "client.insecure_skip_token_signature_verify",
  "client.allow_anonymous_connect_without_token",
  "client.proxy.connect.enabled",
];

function checkService(settings: CentrifugoSettings): Observation[] {
  const { service } = settings;
  const verifier = hasVerifier(settings, "client.token");
  const ways = otherWays.map((key) => readOption(settings, key));
  // A header that a proxy sets; and v5 has no switch for its connect proxy, only the endpoint.
  const texts = ["client.user_id_http_header", "client.proxy.connect.endpoint"]
    .filter((key) => key !== "client.proxy.connect.endpoint" || service.major === 5)
    .map((key) => givenValue(settings, key));
  if (verifier === true || ways.some(isOn)) return [];
  if (texts.some((value) => value !== undefined && value !== "unknown")) return [];

  if (verifier === undefined || unknownKeys(ways).length > 0 || texts.includes("unknown")) {
    const message = `Whether service ${service.name} can verify a client's token, or lets clients in without one, is not known here.`;
    return [notCheckable(service.name, service.origin, message)];
  }
  const name = nameFor(settings, "CLIENT_TOKEN_HMAC_SECRET_KEY");
  const message = `Service ${service.name} lets no client in: it has no key for tokens (CENTRIFUGO_${name}, an RSA or ECDSA public key, or a JWKS endpoint), no connect proxy, and allows nobody without a token.`;
  return [violation(service.name, service.origin, message)];
}
