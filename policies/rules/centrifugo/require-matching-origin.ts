import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { type AllowedOrigins, readAllowedOrigins } from "../../allowed-origins.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { mendedPattern, mismatchOf } from "../../origin-patterns.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { showName } from "../../show-name.ts";

/** Finds allowed origins that no browser sends. */
export const requireMatchingOrigin: Rule = {
  id: "require-matching-origin",
  title: "An allowed origin is one that a browser sends",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Browsers are refused with 403 although their page seems to be listed, while `curl` and a test in the terminal connect.",
  fix: "Write each origin as `scheme://host` or `scheme://host:port` in lower case, with nothing behind it: items of a list in a file, separated by one space in a variable.",
  source: "Centrifugo internal/origin/origin.go and internal/config/envconfig/envconfig.go (SliceSep)",
  proof: "observed",
  check: (model) => centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): Observation[] {
  const { service } = settings;
  const allowed = readAllowedOrigins(settings);
  if (allowed === undefined) {
    const message = `Whether the origins that service ${service.name} allows can match is not known here: client.allowed_origins cannot be read.`;
    return [notCheckable(service.name, service.origin, message)];
  }
  const { place } = allowed;
  const whole = listFault(allowed);
  if (whole !== undefined) {
    const message = `${place.label}: ${whole}, so no browser's origin matches.`;
    return [violation(service.name, place, message, listFix(allowed))];
  }
  return allowed.patterns.flatMap((pattern) => {
    const why = mismatchOf(pattern);
    if (why === undefined) return [];
    const shown = showOrigin(pattern, "an origin that is not shown here");
    const message = `${place.label}: ${shown} matches no browser's origin: ${why}.`;
    return [violation(service.name, place, message, fixFor(pattern))];
  });
}

/** What is wrong with a variable as a whole: it is written in a way in which only files or other programs list. */
function listFault({ variable }: AllowedOrigins): string | undefined {
  if (variable === undefined) return undefined;
  if (/^\s*\[\s*["']/.test(variable)) return "this is a list in JSON, and Centrifugo takes it for a pattern";
  const plain = variable.replaceAll(/\{[^{}]*\}/g, "");
  if (plain.includes(","))
    return "the origins are separated by commas, and Centrifugo splits them at single spaces alone";
  return /[\n\r\t]/.test(variable)
    ? "it holds a line break or a tab, and Centrifugo splits the origins at single spaces alone"
    : undefined;
}

function listFix({ variable = "" }: AllowedOrigins): string {
  const items = variable.split(/[\s,"'[\]]+/).filter((item) => item !== "" && !item.includes("@"));
  const mended = items.map((item) => (mismatchOf(item) === undefined ? item : mendedPattern(item)));
  const shown = mended.map((item) => showOrigin(item ?? "", "…").replaceAll('"', ""));
  return `Separate the origins by one space, on one line and without quotation marks: \`${shown.join(" ")}\`.`;
}

/** An address with a user may hold a password. */
function showOrigin(origin: string, otherwise: string): string {
  return origin.includes("@") ? otherwise : showName(origin, otherwise);
}

function fixFor(pattern: string): string | undefined {
  const mended = mendedPattern(pattern);
  return mended === undefined || pattern.includes("@") || mismatchOf(mended) !== undefined
    ? undefined
    : `Write ${showName(mended, "scheme, host and port alone").replaceAll('"', "`")}.`;
}
