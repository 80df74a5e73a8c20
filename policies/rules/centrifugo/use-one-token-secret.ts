import { v5NameOf } from "../../../config/tables/variables.ts";
import type { CentrifugoSettings, Setting } from "../../../model/centrifugo-settings.ts";
import type { StackModel } from "../../../model/model.ts";
import { fingerprintOf, isEmpty } from "../../../model/secret.ts";
import { centrifugos, effectiveFor } from "../../centrifugo-services.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { roleValues } from "../../secret-roles.ts";

const tokenSecrets = ["CLIENT_TOKEN_HMAC_SECRET_KEY", "CLIENT_SUBSCRIPTION_TOKEN_HMAC_SECRET_KEY"];

/** Finds token secrets that Centrifugo does not verify with. */
export const useOneTokenSecret: Rule = {
  id: "use-one-token-secret",
  title: "One token secret has one value",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Clients are closed with 3500 (invalid token), although the token was signed with a secret that is in the stack.",
  fix: "Keep one declaration of the token secret, under the name that this version reads, and give the backend the same value.",
  source: "Centrifugo internal/jwtverify/token_verifier_jwt.go; migration guide to v6",
  proof: "observed",
  since: "0.1.0",
  check: (model) => {
    const all = centrifugos(model);
    return [...all.flatMap(checkDeclarations), ...checkBackends(model, all)];
  },
};

/** All declarations in one service, under either version's name and in any file, against the one that counts. */
function checkDeclarations(settings: CentrifugoSettings): Observation[] {
  return tokenSecrets.flatMap((name) => {
    const names = [name, v5NameOf(name)];
    const given = settings.settings.filter((s) => names.includes(s.name) && isEmpty(s.value) !== true);
    const counting = effectiveFor(settings, name) ?? given[0];
    return given.filter((other) => other !== counting).flatMap((other) => compare(settings, counting, other));
  });
}

function compare(
  { service }: CentrifugoSettings,
  counting: Setting | undefined,
  other: Setting,
): Observation[] {
  if (counting === undefined) return [];
  const [left, right] = [fingerprintOf(counting.value), fingerprintOf(other.value)];
  const both = `${counting.value.origin.label}, and ${other.value.origin.label}`;
  if (left === undefined || right === undefined) {
    const message = `The token secret is given twice, by ${both}; the values are not known yet, so they cannot be compared.`;
    return [notCheckable(service.name, other.value.origin, message)];
  }
  if (left === right) return [];
  const message = `The token secret has two different values: ${both}. Centrifugo uses the first and ignores the second.`;
  return [violation(service.name, other.value.origin, message)];
}

/** The copy that another service holds, told by its name, has to be one of the secrets that Centrifugo verifies with. */
function checkBackends(model: StackModel, all: readonly CentrifugoSettings[]): Observation[] {
  const tokens = roleValues(model).filter(({ role }) => role === "token secret");
  const names = new Set(all.map(({ service }) => service.name));
  const verifying = tokens.filter(({ service }) => names.has(service));
  const fingerprints = verifying.map(({ value }) => fingerprintOf(value));
  const certain =
    verifying.length > 0 && all.every(({ complete }) => complete) && !fingerprints.includes(undefined);
  return tokens
    .filter(({ service }) => service !== "" && !names.has(service))
    .flatMap(({ service, value }) => {
      const fingerprint = fingerprintOf(value);
      if (fingerprint !== undefined && fingerprints.includes(fingerprint)) return [];
      const places = verifying.map((token) => token.value.origin.label).join(", ");
      if (!certain || fingerprint === undefined) {
        return [
          notCheckable(
            service,
            value.origin,
            `Whether ${value.origin.label} equals Centrifugo's token secret is not known here.`,
          ),
        ];
      }
      return [
        violation(
          service,
          value.origin,
          `${value.origin.label} is not the token secret that Centrifugo verifies with (${places}): its tokens are refused.`,
        ),
      ];
    });
}
