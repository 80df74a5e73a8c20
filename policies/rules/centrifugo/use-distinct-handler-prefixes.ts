import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { type Endpoint, readEndpoints, readPorts } from "../../http-endpoints.ts";
import { placeOf } from "../../options.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** Finds handlers that Go's mux refuses or loses. */
export const useDistinctHandlerPrefixes: Rule = {
  id: "use-distinct-handler-prefixes",
  title: "Each handler has a path of its own",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Centrifugo passes `checkconfig` and then stops at every start with a Go panic, or serves a handler under no path at all.",
  fix: "Give each `handler_prefix` another path that begins with `/`, or delete it: the defaults differ.",
  source:
    "Centrifugo internal/app/mux.go: Go's ServeMux panics where a pattern is registered twice, and takes what stands before the first / for a host",
  proof: "observed",
  since: "0.1.0",
  check: (model) => centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): Observation[] {
  const { service } = settings;
  const { endpoints, unknown } = readEndpoints(settings);
  const { separate } = readPorts(settings);
  const without = endpoints.filter(({ pattern }) => pattern !== undefined && !pattern.startsWith("/"));
  const found = [
    ...without.map(({ section, prefix }) => {
      const message = `${section}.handler_prefix (${placeOf(prefix)}) does not begin with a slash.`;
      return violation(service.name, prefix.origin, message);
    }),
    ...[...groupsOf(endpoints, separate !== false).values()].flatMap((group) => checkGroup(settings, group)),
  ];
  if (unknown.length === 0 && separate !== undefined) return found;
  const message = `Whether all handlers of service ${service.name} have different paths is not known here.`;
  return [...found, notCheckable(service.name, service.origin, message)];
}

/** Handlers with the same path on the same server. */
function groupsOf(endpoints: readonly Endpoint[], separate: boolean): ReadonlyMap<string, Endpoint[]> {
  const groups = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    if (endpoint.pattern === undefined) continue;
    const key = `${separate ? endpoint.side : ""} ${endpoint.pattern}`;
    groups.set(key, [...(groups.get(key) ?? []), endpoint]);
  }
  return groups;
}

function checkGroup({ service }: CentrifugoSettings, group: readonly Endpoint[]): Observation[] {
  const [first] = group;
  if (first === undefined || group.length < 2) return [];
  const { pattern = "" } = first;
  const names = group.map(({ section, prefix }) => `${section} (${placeOf(prefix)})`).join(" and ");
  const path = pattern === "/" ? pattern : showWord(pattern, "…");
  const origin = (group.find(({ prefix }) => !prefix.isDefault) ?? first).prefix.origin;
  return [violation(service.name, origin, `Service ${service.name} has one path, ${path}, for ${names}.`)];
}
