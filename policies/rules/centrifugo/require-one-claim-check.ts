import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { readGroup } from "../../../model/option-group.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { type Check, examine, observe } from "../../entry-checks.ts";
import type { Observation, Rule } from "../../rule.ts";

/** Finds claims of a token that are to be checked in two ways. */
export const requireOneClaimCheck: Rule = {
  id: "require-one-claim-check",
  title: "Audience and issuer are each checked in one way",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Centrifugo passes `checkconfig` and stops at its start with `can not use both token_audience and token_audience_regex`.",
  fix: "Keep `audience` or `audience_regex`, and `issuer` or `issuer_regex`, and delete the other.",
  source: "Centrifugo internal/jwtverify/token_verifier_jwt.go, VerifierConfig.Validate",
  proof: "observed",
  versions: "Centrifugo v6",
  since: "0.1.0",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const checks = ["audience", "issuer"].map(checkClaim);
  return observe(settings, "audience and issuer are checked in one way", [
    examine([readGroup(settings, "client.token")], checks),
    examine([readGroup(settings, "client.subscription_token")], checks.map(whereEnabled)),
  ]);
}

function whereEnabled(check: Check): Check {
  return (options) => (options.isOn("enabled") ? check(options) : undefined);
}

function checkClaim(claim: string): Check {
  return (options) => {
    if (!options.isGiven(claim) || !options.isGiven(`${claim}_regex`)) return undefined;
    return {
      origin: options.origin(`${claim}_regex`),
      message: `${options.group.key} has both ${claim} and ${claim}_regex`,
    };
  };
}
