import { fieldAt, groupOf, optionTable } from "../../../config/tables/centrifugo.ts";
import { renamedNamespaceOption } from "../../../config/tables/renames.ts";
import { type CentrifugoSettings, type Setting, variablePrefix } from "../../../model/centrifugo-settings.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { keyOfVariable } from "../../option-fields.ts";
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
  fix: "Delete it; `centrifugo defaultenv` lists every variable, and a variable of your own is called `CENTRIFUGO_VAR_*`.",
  source: "Centrifugo internal/app/log.go and internal/config/config.go: unknown names are only logged",
  proof: "observed",
  since: "0.1.0",
  check: (model) =>
    centrifugos(model).flatMap((settings) => [
      ...settings.settings.flatMap((setting) => checkSetting(settings, setting)),
      ...checkCase(settings),
    ]),
};

function checkSetting(settings: CentrifugoSettings, setting: Setting): Observation[] {
  const verdict = judgeName(settings, setting);
  if (verdict.kind !== "unknown" || isSection(setting)) return [];
  const { service } = settings;
  const { origin } = setting.value;
  const isVariable = setting.source !== "file";
  const silent = isVariable && isFilteredSilently(setting.name) ? ", and does not even log a warning" : "";
  const known =
    service.major === undefined ? "no Centrifugo knows" : `Centrifugo v${service.major} does not know`;
  const message = `${origin.label}: ${known} this name${silent}.`;
  return [violation(service.name, origin, message, fixFor(setting, verdict.near, isVariable))];
}

/** A section without options under it, or with a value in its place, of which require-valid-value tells. */
function isSection({ source, written }: Setting): boolean {
  return source === "file" && fieldAt(written.toLowerCase().split("."))?.type === "object";
}

/** Names of variables are told apart by their case, so this is none of Centrifugo's, and nothing warns of it. */
function checkCase({ service }: CentrifugoSettings): Observation[] {
  return [...service.env].flatMap(([name, { origin }]) => {
    if (name.startsWith(variablePrefix) || !name.toUpperCase().startsWith(variablePrefix)) return [];
    const message = `${origin.label}: Centrifugo reads variables in capital letters alone, and does not even log a warning of this one.`;
    return [violation(service.name, origin, message, `Write ${name.toUpperCase()}.`)];
  });
}

function fixFor(setting: Setting, near: string | undefined, isVariable: boolean): string | undefined {
  if (!isVariable) return fixInFile(setting.written, near);
  if (near !== undefined) return `Did you mean CENTRIFUGO_${near}?`;
  return setting.name.endsWith("_FILE")
    ? "Centrifugo has no variables that end in _FILE: mount the secret as /centrifugo/.env with lines NAME=value."
    : undefined;
}

function fixInFile(written: string, near: string | undefined): string {
  const start = "channel.without_namespace.";
  const older = written.startsWith(start) ? renamedNamespaceOption(written.slice(start.length)) : undefined;
  if (older?.v6 !== undefined) return `Write \`${start}${older.v6}\`, its name since v${older.last + 1}.`;
  const whole = keyInSection(written);
  if (whole !== undefined) return `Write it under its section: \`${whole}\`.`;
  return near === undefined
    ? "Delete the key; `centrifugo checkconfig --strict` lists all such keys."
    : `Did you mean \`${keyOfVariable(near) ?? near}\`?`;
}

/** The key with the section that it belongs to; of several the one of clients' own server. */
function keyInSection(key: string): string | undefined {
  const bare = key.replace(/^channel\./, "");
  const keys = [...groupOf(optionTable.root).keys(), "channel.without_namespace"]
    .map((section) => `${section}.${bare}`)
    .filter((candidate) => fieldAt(candidate.split(".")) !== undefined);
  return (
    keys.find((candidate) => candidate.startsWith("http_server.")) ??
    (keys.length === 1 ? keys[0] : undefined)
  );
}
