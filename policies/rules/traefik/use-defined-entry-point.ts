import type { StackModel } from "../../../model/model.ts";
import { readRouting } from "../../../model/traefik.ts";
import type { Router } from "../../../model/traefik-parts.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";
import { labelReaders, traefikLabel } from "../../traefik-services.ts";

/** Finds routers on entry points that Traefik does not have. */
export const useDefinedEntryPoint: Rule = {
  id: "use-defined-entry-point",
  title: "A router listens on an entry point that there is",
  severity: "error",
  systems: ["traefik"],
  symptom: "The address is 404: Traefik leaves the router out, with `entryPoint does not exist` in its log.",
  fix: "Name an entry point of Traefik's static settings, or define the one that is named.",
  source: "Traefik documentation, routers and entry points",
  proof: "observed",
  check: (model) => {
    const { routers, entryPoints, complete } = readRouting(model);
    // Somebody else's Traefik has entry points that nobody knows here.
    if (!complete || labelReaders(model).length === 0) return [];
    const known = new Set([...entryPoints.map(({ name }) => name), "traefik"]);
    return routers.flatMap((router) => checkRouter(router, known, model));
  },
};

function checkRouter(router: Router, known: ReadonlySet<string>, model: StackModel): Observation[] {
  const missing = router.entryPoints.find((name) => !known.has(name));
  if (missing === undefined) return [];
  const { name, service, origin } = router;
  const label =
    service === undefined
      ? undefined
      : traefikLabel(service, `traefik.http.routers.${name.replace(/@.*$/, "")}.entrypoints`);
  const place = label?.origin ?? origin;
  const names = [...known].filter((one) => one !== "traefik").map((one) => showWord(one, "…"));
  const there = names.length === 0 ? "none is defined" : `there are ${names.join(", ")}`;
  const message = `Router ${name} listens on entry point ${showWord(missing, "…")} (${place.label}), and ${there}.`;
  return [
    violation(
      service?.name ?? model.services.find((one) => one.system === "traefik")?.name ?? "",
      place,
      message,
    ),
  ];
}
