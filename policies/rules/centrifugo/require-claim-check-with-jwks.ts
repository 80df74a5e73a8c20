import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { readGroup } from "../../../model/option-group.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { type Check, examine, observe } from "../../entry-checks.ts";
import type { Observation, Rule } from "../../rule.ts";

/** Finds key sets of a login server whose tokens for any application are taken. */
export const requireClaimCheckWithJwks: Rule = {
  id: "require-claim-check-with-jwks",
  title: "Tokens of a login server are checked for their audience",
  severity: "warning",
  systems: ["centrifugo"],
  symptom:
    "Everything works; a token that the same login server made for another application connects as well, as the user that it names.",
  fix: "Set `audience` to what your login server writes into `aud` for this application, and `issuer` to its own name.",
  source:
    "Centrifugo documentation, authentication with JWKS; internal/jwtverify/token_verifier_jwt.go; RFC 8725, 3.8 and 3.9",
  proof: "observed",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

const claims = ["audience", "audience_regex", "issuer", "issuer_regex"];

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  return observe(settings, "tokens of a login server are checked for their audience", [
    examine([readGroup(settings, "client.token")], [checkClaims]),
    examine([readGroup(settings, "client.subscription_token")], [whereEnabled]),
  ]);
}

const whereEnabled: Check = (options) => (options.isOn("enabled") ? checkClaims(options) : undefined);

const checkClaims: Check = (options) => {
  const endpoint = "jwks_public_endpoint";
  if (!options.isGiven(endpoint) || claims.some(options.isGiven)) return undefined;
  const { key } = options.group;
  return {
    origin: options.origin(endpoint),
    message: `neither ${key}.audience nor ${key}.issuer is set, so every token of that login server is taken`,
  };
};
