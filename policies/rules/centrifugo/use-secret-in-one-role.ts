import { fingerprintOf } from "../../../model/secret.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { type RoleValue, roleValues } from "../../secret-roles.ts";

/** Finds one value in several roles. */
export const useSecretInOneRole: Rule = {
  id: "use-secret-in-one-role",
  title: "A secret has one role",
  severity: "error",
  systems: ["centrifugo", "redis", "backend"],
  symptom:
    "Whoever learns one secret, such as the API key that every backend holds, can also sign tokens for any user.",
  fix: "Generate a value of its own for each role, for example with `openssl rand -hex 32`, and rotate the shared one.",
  source: "Centrifugo documentation, configuration: token secret and API key are separate secrets",
  since: "0.1.0",
  check: (model) => {
    const groups = new Map<string, RoleValue[]>();
    for (const entry of roleValues(model)) {
      const fingerprint = fingerprintOf(entry.value);
      if (fingerprint === undefined) continue;
      groups.set(fingerprint, [...(groups.get(fingerprint) ?? []), entry]);
    }
    return [...groups.values()].flatMap(checkGroup);
  },
};

/** The same value in the same role in two services is intended. */
function checkGroup(entries: readonly RoleValue[]): Observation[] {
  const byRole = new Map(entries.map((entry) => [entry.role, entry]));
  if (byRole.size < 2) return [];
  const places = [...byRole.values()].map(({ role, value }) => `${role} (${value.origin.label})`);
  const first = entries[0];
  if (first === undefined) return [];
  return [
    violation(first.service, first.value.origin, `One value is used in several roles: ${places.join(", ")}.`),
  ];
}
