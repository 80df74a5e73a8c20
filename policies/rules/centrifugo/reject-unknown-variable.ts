import type { CentrifugoSettings, Setting } from "../../../model/centrifugo-settings.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { isFilteredSilently, judgeName } from "../../variable-names.ts";

/** Finds settings that no version reads. */
export const rejectUnknownVariable: Rule = {
  id: "reject-unknown-variable",
  title: "Every setting is one that Centrifugo knows",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "The setting has no effect; Centrifugo starts as if it were not there, with a line of warning at most.",
  fix: "Delete it; `centrifugo defaultenv` lists every variable, and a variable of your own is called CENTRIFUGO_VAR_*.",
  source: "Centrifugo internal/app/log.go and internal/config/config.go: unknown names are only logged",
  check: (model) =>
    centrifugos(model).flatMap((settings) =>
      settings.settings.flatMap((setting) => checkSetting(settings, setting)),
    ),
};

function checkSetting(settings: CentrifugoSettings, setting: Setting): Observation[] {
  const verdict = judgeName(settings, setting);
  if (verdict.kind !== "unknown") return [];
  const { service } = settings;
  const { origin } = setting.value;
  const isVariable = setting.source !== "file";
  const silent = isVariable && isFilteredSilently(setting.name) ? ", and does not even log a warning" : "";
  const known =
    service.major === undefined ? "no Centrifugo knows" : `Centrifugo v${service.major} does not know`;
  const message = `${origin.label}: ${known} this name${silent}.`;
  return [violation(service.name, origin, message, fixFor(setting, verdict.near, isVariable))];
}

function fixFor({ name }: Setting, near: string | undefined, isVariable: boolean): string | undefined {
  if (near !== undefined) return `Did you mean CENTRIFUGO_${near}${isVariable ? "" : " (as a nested key)"}?`;
  if (!isVariable) return "Delete the key; `centrifugo checkconfig --strict` lists all such keys.";
  return name.endsWith("_FILE")
    ? "Centrifugo has no variables that end in _FILE: mount the secret as /centrifugo/.env with lines NAME=value."
    : undefined;
}
