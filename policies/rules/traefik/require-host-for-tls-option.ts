import { hostsOf, readRouting } from "../../../model/traefik.ts";
import type { Router } from "../../../model/traefik-parts.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** Finds routers whose TLS option can never be chosen. */
export const requireHostForTlsOption: Rule = {
  id: "require-host-for-tls-option",
  title: "A router with a TLS option names a host",
  severity: "error",
  systems: ["traefik"],
  symptom:
    "The TLS option has no effect: clients get the default one, HTTP/2 included, with one line in Traefik's log.",
  fix: "Add `Host(...)` to the rule: TLS options are chosen by the host, before the request is read.",
  source: "Traefik documentation, TLS options; pkg/server/router/tcp/manager.go",
  proof: "observed",
  check: (model) => readRouting(model).routers.flatMap(checkRouter),
};

function checkRouter(router: Router): Observation[] {
  const { name, rule, tlsOptions, tlsOptionsOrigin, origin, service } = router;
  if (rule === undefined || tlsOptions === undefined || tlsOptions === "default") return [];
  // A pattern for hosts is another question, which newer releases answer in part.
  if (hostsOf(router).length > 0 || /Host(SNI)?(Regexp)?\(/i.test(rule)) return [];
  const place = tlsOptionsOrigin ?? origin;
  const message = `Router ${name} asks for TLS option ${showWord(tlsOptions, "…")} (${place.label}), and its rule names no host.`;
  return [violation(service?.name ?? "", place, message)];
}
