import { readRouting } from "../../../model/traefik.ts";
import type { StaticSettings } from "../../../model/traefik-static.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { settingsLike } from "../../static-settings.ts";

/** Releases that refuse paths with encoded characters unless told otherwise, with the one that takes them again. */
const refusing: ReadonlyMap<string, string> = new Map([
  ["2.11.32", "2.11.35"],
  ["2.11.33", "2.11.35"],
  ["2.11.34", "2.11.35"],
  ["3.6.4", "3.6.7"],
  ["3.6.5", "3.6.7"],
  ["3.6.6", "3.6.7"],
]);

/** Finds Traefiks that refuse paths which their neighbours take. */
export const rejectPathRefusingRelease: Rule = {
  id: "reject-path-refusing-release",
  title: "Traefik takes paths with encoded characters",
  severity: "info",
  systems: ["traefik"],
  symptom:
    "Requests whose path holds an encoded slash, percent or semicolon get 400 from Traefik; Centrifugo's own paths hold none, those of other applications may.",
  fix: "Take a later release, or set `http.encodedCharacters` of the entry points to what your applications need.",
  source: "Traefik migration guide, v3.6.4 and v3.6.7; pull requests 12360 and 12540",
  versions: "Traefik 2.11.32 to 2.11.34 and 3.6.4 to 3.6.6",
  check: (model) => readRouting(model).statics.flatMap(checkTraefik),
};

function checkTraefik(statics: StaticSettings): Observation[] {
  const { name, version, image } = statics.service;
  const later = refusing.get(version ?? "");
  if (version === undefined || later === undefined) return [];
  if (settingsLike(statics, /^entrypoints\.[^.]+\.http\.encodedcharacters\./).length > 0) return [];
  const message = `Service ${name} runs Traefik ${version}, which refuses paths with encoded characters that releases before and after it take.`;
  return [violation(name, image.origin, message, `Use Traefik ${later} or later.`)];
}
