import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { readAllowedOrigins } from "../../allowed-origins.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { strangersOf } from "../../origin-patterns.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** Finds patterns that allow the pages of strangers. */
export const rejectWildcardOrigin: Rule = {
  id: "reject-wildcard-origin",
  title: "No page of a stranger may connect",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Everything works, for pages of strangers as well: with a login by cookie they connect as whoever opens them, and read and publish in that user's name.",
  fix: "List the origins of your own pages; a `*` may only stand for names below a domain of yours, such as `https://*.example.com`.",
  source:
    "Centrifugo internal/app/origin.go: only `*` alone is warned of; internal/origin/origin.go: `*` matches dots too",
  proof: "observed",
  check: (model) => centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): Observation[] {
  const { service } = settings;
  const allowed = readAllowedOrigins(settings);
  if (allowed === undefined) {
    const message = `Whether service ${service.name} allows pages of strangers is not known here: client.allowed_origins cannot be read.`;
    return [notCheckable(service.name, service.origin, message)];
  }
  return allowed.patterns.flatMap((pattern) => {
    const why = strangersOf(pattern);
    if (why === undefined) return [];
    const shown = pattern.length < 3 ? pattern : showWord(pattern, "…");
    const isSilent = pattern === "*" && allowed.patterns.length > 1;
    const silent = isSilent ? ", and beside other origins Centrifugo does not even warn of it" : "";
    const message = `${allowed.place.label} allows the origin \`${shown}\`: ${why}${silent}.`;
    return [violation(service.name, allowed.place, message)];
  });
}
