import { type CentrifugoSettings, settingName } from "../../../model/centrifugo-settings.ts";
import { isEmpty } from "../../../model/secret.ts";
import { centrifugos, effectiveFor } from "../../centrifugo-services.ts";
import { isOlder } from "../../compare-versions.ts";
import { keyRotations } from "../../key-rotations.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds rotations on versions that know no old key. */
export const requireVersionForPreviousKey: Rule = {
  id: "require-version-for-previous-key",
  title: "A rotation with an old key runs on a version that reads it",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "From the moment of the rotation every client with a token of the old key is closed with 3500 (invalid token), and does not reconnect.",
  fix: "Upgrade Centrifugo to 6.6.1 or later first, and rotate after that.",
  source: "Centrifugo internal/configtypes/types.go of v6.6.0 and v6.6.1; release notes of v6.6.1",
  versions: "Centrifugo before 6.6.1",
  check: (model) => centrifugos(model).flatMap(checkService),
};

const first = "6.6.1";

function checkService(settings: CentrifugoSettings): Observation[] {
  const { service } = settings;
  const { version, major } = service;
  if (version === undefined ? (major ?? 6) > 6 : !isOlder(version, first)) return [];
  return keyRotations.flatMap((key): Observation[] => {
    const setting = settings.settings.find(
      ({ name }) => name === settingName(`${key}.hmac_previous_secret_key`),
    );
    const value = (effectiveFor(settings, setting?.name ?? "") ?? setting)?.value;
    if (value === undefined || isEmpty(value) === true) return [];
    if (version === undefined && major !== 5) {
      const message = `Whether service ${service.name} reads the old key (${value.origin.label}) is not known here: its image's tag holds no full version.`;
      return [notCheckable(service.name, value.origin, message)];
    }
    const message = `Centrifugo ${version ?? "v5"} does not know the old key (${value.origin.label}), and refuses every token that was signed with it.`;
    return [{ ...violation(service.name, value.origin, message), related: [service.image.origin] }];
  });
}
