import { type Routing, readRouting } from "../../../model/traefik.ts";
import type { Router } from "../../../model/traefik-parts.ts";
import { knowsFileProvider } from "../../file-provider.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** Finds routers whose TLS option is in none of Traefik's files. */
export const useDefinedTlsOption: Rule = {
  id: "use-defined-tls-option",
  title: "A router's TLS option is defined",
  severity: "error",
  systems: ["traefik"],
  symptom:
    "Nobody can connect to that host: Traefik does not find the option and closes every TLS connection, with one line in its log.",
  fix: "Define `tls.options.<name>` in a dynamic file that Traefik's file provider reads, or take `tls.options` off the router.",
  source: "Traefik documentation, TLS options; Traefik v3.7.15: unknown TLS options",
  proof: "observed",
  since: "0.1.0",
  check: (model) => {
    const routing = readRouting(model);
    // Somebody else's Traefik has files that nobody knows here.
    if (!routing.complete || !routing.statics.every(knowsFileProvider)) return [];
    return routing.routers.flatMap((router) => checkRouter(router, routing));
  },
};

function checkRouter(router: Router, { tlsOptions: defined }: Routing): Observation[] {
  const { name, service, tlsOptions, tlsOptionsOrigin, origin } = router;
  // Other providers define options too, and those cannot be read here.
  if (tlsOptions === undefined || !tlsOptions.endsWith("@file")) return [];
  if (defined.some((option) => option.name === tlsOptions)) return [];
  const place = tlsOptionsOrigin ?? origin;
  const names = defined.map((option) => showWord(option.name, "…"));
  const there = names.length === 0 ? "its files define none" : `its files define ${names.join(", ")}`;
  const message = `Router ${name} asks for TLS option ${showWord(tlsOptions, "a name")} (${place.label}), and Traefik does not have it: ${there}.`;
  return [violation(service?.name ?? "", place, message)];
}
