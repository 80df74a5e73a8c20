import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { readGroup } from "../../../model/option-group.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { type Check, examine, observe } from "../../entry-checks.ts";
import { hasClass, openGroups } from "../../jwks-template.ts";
import type { Observation, Rule } from "../../rule.ts";

/** Finds key sets whose address whoever writes a token can choose. */
export const requireListedJwksValues: Rule = {
  id: "require-listed-jwks-values",
  title: "The values in a key set's address are listed",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Centrifugo passes `checkconfig` and stops at its start with `only an explicit list of allowed values is permitted` or `contains character class`.",
  fix: "List the values in the group that the address uses, for example `(?P<realm>staff|customers)`, and write no `[…]`, `\\w` or `\\d` in that expression.",
  source: "Centrifugo internal/jwtverify/validate.go, validateJWKSEndpointSafety",
  proof: "observed",
  versions: "Centrifugo v6",
  since: "0.1.0",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const checks = ["issuer_regex", "audience_regex"].map(checkExpression);
  return observe(settings, "the values in the address of a key set are listed", [
    examine([readGroup(settings, "client.token")], checks),
    examine([readGroup(settings, "client.subscription_token")], checks.map(whereEnabled)),
  ]);
}

function whereEnabled(check: Check): Check {
  return (options) => (options.isOn("enabled") ? check(options) : undefined);
}

/** The option that skips Centrifugo's own check is no way out: the address is then a stranger's to choose. */
function checkExpression(option: string): Check {
  return (options) => {
    const placeholders = options.placeholders("jwks_public_endpoint");
    if (placeholders.length === 0) return undefined;
    const expression = options.text(option);
    const origin = options.origin(option);
    const [open] = openGroups(placeholders, expression);
    if (open !== undefined) {
      const message = `group ${open} of ${option} is not a list of values, and jwks_public_endpoint uses it`;
      return { origin, message };
    }
    if (!hasClass(expression)) return undefined;
    return {
      origin,
      message: `${option} has a class such as \`[a-z]\` or \`\\w\`, and jwks_public_endpoint is a template`,
    };
  };
}
