import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { readGroup } from "../../../model/option-group.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { type Check, examine, observe } from "../../entry-checks.ts";
import { keyRotations, tokenRotations } from "../../key-rotations.ts";
import type { Observation, Rule } from "../../rule.ts";

/** Finds old keys that are accepted for ever. */
export const limitPreviousKey: Rule = {
  id: "limit-previous-key",
  title: "The old key of a rotation has an end",
  severity: "warning",
  systems: ["centrifugo"],
  symptom: "Everything works; whoever has the old key signs tokens for any user until somebody thinks of it.",
  fix: "Set `hmac_previous_secret_key_valid_until` to the second, in Unix time, at which the last token of the old key ends, and delete both options after that.",
  source:
    "Centrifugo documentation, rotation of the HMAC key; internal/jwtverify/token_verifier_jwt.go: without an end the old key counts for ever",
  versions: "Centrifugo 6.6.1 and later",
  proof: "observed",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const verdicts = keyRotations.map((key) =>
    examine([readGroup(settings, key)], [tokenRotations(key, checkEnd)]),
  );
  return observe(settings, "the old key of a rotation has an end", verdicts);
}

const checkEnd: Check = (options) => {
  const key = "hmac_previous_secret_key";
  if (!options.isGiven(key) || options.integer(`${key}_valid_until`) > 0) return undefined;
  return {
    origin: options.origin(key),
    message: `the old key is accepted without an end, since ${options.group.key}.${key}_valid_until is not set`,
  };
};
