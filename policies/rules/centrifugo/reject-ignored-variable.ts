import { fieldAt } from "../../../config/tables/centrifugo.ts";
import { type CentrifugoSettings, effective, type Setting } from "../../../model/centrifugo-settings.ts";
import { isZero } from "../../../model/option-group.ts";
import { fingerprintOf } from "../../../model/secret.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { keyOfVariable } from "../../option-fields.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { isFilteredSilently, judgeName } from "../../variable-names.ts";

/** Finds settings that only another version reads. */
export const rejectIgnoredVariable: Rule = {
  id: "reject-ignored-variable",
  title: "Every setting is one that this version reads",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "The setting has no effect: with v5's names on v6 there is no token secret, no API key, no namespace and no Redis.",
  fix: "Use the name of the version that runs.",
  source: "Centrifugo migration guide to v6; internal/app/log.go; defaults of v5.4.9 main.go",
  proof: "observed",
  since: "0.1.0",
  check: (model) => centrifugos(model).flatMap(checkService),
};

/** What cannot be told for one reason is said once. */
function checkService(settings: CentrifugoSettings): Observation[] {
  const found = settings.settings.flatMap((setting) => checkSetting(settings, setting));
  const doubts = new Map<string, string[]>();
  for (const setting of settings.settings) {
    const verdict = judgeName(settings, setting);
    if (verdict.kind !== "not-checkable") continue;
    doubts.set(verdict.why, [...(doubts.get(verdict.why) ?? []), setting.written]);
  }
  const { service } = settings;
  for (const [why, names] of doubts) {
    const message = `Whether service ${service.name} reads ${names.join(", ")} cannot be told: ${why}.`;
    found.push(notCheckable(service.name, service.image.origin, message));
  }
  return found;
}

function checkSetting(settings: CentrifugoSettings, setting: Setting): Observation[] {
  const verdict = judgeName(settings, setting);
  const { service } = settings;
  const { origin } = setting.value;
  // An empty section, `admin:`, sets nothing.
  if (verdict.kind !== "ignored" || (isSection(setting) && isZero(setting.value))) return [];
  const silent = setting.source !== "file" && service.major === 6 && isFilteredSilently(setting.name);
  const counting = verdict.better === undefined ? undefined : effective(settings, verdict.better);
  const what = isSection(setting)
    ? "is a value of v5; in v6 it is a section, and Centrifugo stops at its start"
    : `${verdict.why}${silent ? ", without even a warning" : ""}`;
  const message = `${origin.label}: this ${what}${counting === undefined ? "" : compare(setting, counting)}.`;
  const found = violation(service.name, origin, message, fixFor(settings, setting, verdict.better));
  return [counting === undefined ? found : { ...found, related: [counting.value.origin] }];
}

/** `engine: redis` in a file, where v6 has `engine.type`. */
function isSection({ source, written }: Setting): boolean {
  return source === "file" && fieldAt([written.toLowerCase()])?.type === "object";
}

/** Which of two values counts is easily taken for the one that was written first. */
function compare(setting: Setting, counting: Setting): string {
  const [ignored, counted] = [setting, counting].map(({ value }) => fingerprintOf(value));
  const isKnown = ignored !== undefined && counted !== undefined;
  const to = isKnown ? ` to ${ignored === counted ? "the same" : "a different"} value` : "";
  return `; ${counting.value.origin.label} sets the same thing${to}`;
}

function fixFor(settings: CentrifugoSettings, setting: Setting, better: string | undefined): string {
  if (better === undefined) return `Delete it: v${settings.service.major ?? "6"} has no such setting.`;
  const counting = effective(settings, better);
  if (counting !== undefined) return `Delete it: ${counting.value.origin.label} is set too, and counts.`;
  if (setting.source === "file")
    return `Write it as \`${keyOfVariable(better) ?? better}\`, each part below the one before it.`;
  return `Rename it to CENTRIFUGO_${better}.`;
}
