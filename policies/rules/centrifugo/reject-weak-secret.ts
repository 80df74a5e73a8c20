import {
  PASSWORD_MIN_BYTES,
  SECRET_MIN_BYTES,
  type SecretWeakness,
  secretWeakness,
} from "../../../config/tables/weak-secrets.ts";
import { fingerprintOf } from "../../../model/secret.ts";
import type { Value } from "../../../model/value.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { type Role, type RoleValue, roleValues } from "../../secret-roles.ts";

/** Finds secrets that can be guessed, tried out or looked up. */
export const rejectWeakSecret: Rule = {
  id: "reject-weak-secret",
  title: "A secret is long and nobody's sample",
  severity: "error",
  systems: ["centrifugo", "redis", "backend"],
  symptom:
    "Everything works, and whoever finds the secret by trying signs tokens for any user, publishes, or reads Redis.",
  fix: "Generate a new one, for example with `openssl rand -hex 32`, and rotate the old one.",
  source:
    "RFC 7518, 3.2: a key for HS256 has 256 bits or more; Centrifugo checks no length (internal/jwtverify/token_verifier_jwt.go)",
  proof: "observed",
  since: "0.1.0",
  check: (model) => {
    const byValue = new Map<string, RoleValue[]>();
    const unknown: Observation[] = [];
    // The old key of a rotation may be weak: that is why it goes.
    for (const entry of roleValues(model).filter(({ previous }) => previous !== true)) {
      const { role, service, value } = entry;
      const fingerprint = fingerprintOf(value);
      if (fingerprint === undefined) {
        const message = `Whether the ${role} (${value.origin.label}) is strong enough is not known here.`;
        unknown.push(notCheckable(service, value.origin, message));
      } else {
        const key = `${role} ${fingerprint}`;
        byValue.set(key, [...(byValue.get(key) ?? []), entry]);
      }
    }
    const hidden = centrifugos(model)
      .filter(({ complete }) => !complete)
      .map(({ service: { name, origin } }) =>
        notCheckable(
          name,
          origin,
          `Whether all secrets of service ${name} are strong enough is not known here.`,
        ),
      );
    return [...[...byValue.values()].flatMap(checkValue), ...unknown, ...hidden];
  },
};

/** A password can only be tried against the server; the others are keys that a machine made. */
function minBytesOf(role: Role): number {
  return role === "admin password" || role === "Redis password" ? PASSWORD_MIN_BYTES : SECRET_MIN_BYTES;
}

function checkValue(entries: readonly RoleValue[]): Observation[] {
  const [first] = entries;
  if (first === undefined) return [];
  const { role, service, value } = first;
  const minBytes = minBytesOf(role);
  const weakness = weaknessOf(value, minBytes);
  if (weakness === undefined) return [];
  const why =
    weakness === "short"
      ? `shorter than ${minBytes} bytes`
      : "a known sample, or made of so few different characters that it is easy to guess";
  const places = entries.map((entry) => entry.value.origin.label).join(", ");
  return [violation(service, value.origin, `The ${role} (${places}) is ${why}.`)];
}

function weaknessOf(value: Value<string>, minBytes: number): SecretWeakness | undefined {
  if (value.state === "known") return secretWeakness(value.value, minBytes);
  if (value.state === "unknown") return undefined;
  return minBytes === SECRET_MIN_BYTES ? value.traits.weakness : value.traits.passwordWeakness;
}
