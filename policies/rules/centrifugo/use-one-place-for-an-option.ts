import { v6Lists } from "../../../config/tables/variables.ts";
import {
  type CentrifugoSettings,
  effective,
  isFlatKey,
  type Setting,
} from "../../../model/centrifugo-settings.ts";
import { isZero } from "../../../model/option-group.ts";
import { fingerprintOf, isEmpty } from "../../../model/secret.ts";
import { clear, known } from "../../../model/value.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds options that are set in two places to different values. */
export const useOnePlaceForAnOption: Rule = {
  id: "use-one-place-for-an-option",
  title: "An option is set in one place",
  severity: "warning",
  systems: ["centrifugo"],
  symptom:
    "A change of the configuration file has no effect, without a word in the log: a variable or a flag decides.",
  fix: "Keep the one that counts, and delete the other.",
  source: "Centrifugo documentation, configuration: flags go before variables, variables before the file",
  proof: "observed",
  check: (model) => centrifugos(model).flatMap(checkService),
};

/** These have rules of their own, or add to each other. */
function isElsewhere(name: string): boolean {
  return /TOKEN_HMAC_SECRET_KEY$/.test(name) || v6Lists.has(name) || name === "NAMESPACES";
}

const words = {
  flag: "the flag",
  env: "the variable",
  "env-file": "the variable in `.env`",
  file: "the file",
};

function checkService(settings: CentrifugoSettings): Observation[] {
  const names = new Set(settings.settings.map(({ name }) => name));
  return [...names].filter((name) => !isElsewhere(name)).flatMap((name) => checkOption(settings, name));
}

function checkOption(settings: CentrifugoSettings, name: string): Observation[] {
  const { service } = settings;
  const counting = effective(settings, name);
  if (counting === undefined) return [];
  const others = settings.settings.filter(
    (other) => other.name === name && other !== counting && isSet(settings, other),
  );
  return others.flatMap((other): Observation[] => {
    const [left, right] = [fingerprint(counting), fingerprint(other)];
    const { origin } = other.value;
    if (left === undefined || right === undefined) {
      const message = `${counting.value.origin.label}, and ${origin.label} set the same option; whether to the same value is not known here.`;
      return [notCheckable(service.name, origin, message)];
    }
    if (left === right) return [];
    const message = `${origin.label} has no effect: ${counting.value.origin.label} sets the same option to another value, and ${words[counting.source]} goes before ${words[other.source]}.`;
    return [{ ...violation(service.name, origin, message), related: [counting.value.origin] }];
  });
}

function isSet({ service }: CentrifugoSettings, setting: Setting): boolean {
  if (isFlatKey(setting, service)) return false;
  return setting.source === "file" ? !isZero(setting.value) : isEmpty(setting.value) !== true;
}

/** Texts that mean the same have the same: `1` and `true`, a list in JSON and one with blanks. */
function fingerprint({ value }: Setting): string | undefined {
  const text = clear(value);
  return fingerprintOf(text === undefined ? value : known(normal(text), value.origin));
}

function normal(text: string): string {
  if (/^(1|t|true)$/i.test(text)) return "true";
  if (/^(0|f|false)$/i.test(text)) return "false";
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.map(String).join(" ") : text;
  } catch {
    return text;
  }
}
