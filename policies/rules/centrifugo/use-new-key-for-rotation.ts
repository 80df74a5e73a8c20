import { type CentrifugoSettings, settingName } from "../../../model/centrifugo-settings.ts";
import { fingerprintOf, isEmpty } from "../../../model/secret.ts";
import { effectiveFor, v6Centrifugos } from "../../centrifugo-services.ts";
import { keyRotations } from "../../key-rotations.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds rotations from a key to itself. */
export const useNewKeyForRotation: Rule = {
  id: "use-new-key-for-rotation",
  title: "A rotation brings a new key",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "The rotation seems done, and the key that was to go still signs tokens for any user, also after the old one is deleted.",
  fix: "Generate a new key, for example with `openssl rand -hex 32`, as `hmac_secret_key`, and keep the old one as `hmac_previous_secret_key` until its tokens have ended.",
  source: "Centrifugo internal/jwtverify/token_verifier_jwt.go: the two keys are tried one after the other",
  versions: "Centrifugo 6.6.1 and later",
  proof: "observed",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): Observation[] {
  return keyRotations.flatMap((key) => checkRotation(settings, key));
}

function checkRotation(settings: CentrifugoSettings, key: string): Observation[] {
  const { service } = settings;
  const [current, previous] = ["hmac_secret_key", "hmac_previous_secret_key"].map(
    (option) => effectiveFor(settings, settingName(`${key}.${option}`))?.value,
  );
  if (current === undefined || previous === undefined || isEmpty(previous) === true) return [];
  const [left, right] = [fingerprintOf(current), fingerprintOf(previous)];
  const both = `${previous.origin.label}, and ${current.origin.label}`;
  if (left === undefined || right === undefined) {
    const message = `Whether the old and the new key of ${key} differ is not known here: ${both}.`;
    return [notCheckable(service.name, previous.origin, message)];
  }
  if (left !== right) return [];
  const message = `The old and the new key of ${key} are the same: ${both}.`;
  return [{ ...violation(service.name, previous.origin, message), related: [current.origin] }];
}
