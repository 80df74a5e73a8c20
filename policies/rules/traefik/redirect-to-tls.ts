import { entryPointsOf, type Routing, readRouting } from "../../../model/traefik.ts";
import type { Router } from "../../../model/traefik-parts.ts";
import type { EntryPoint } from "../../../model/traefik-static.ts";
import { middlewaresBefore } from "../../router-middlewares.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";
import { websocketRouters } from "../../websocket-routers.ts";

/** Finds websockets without TLS. */
export const redirectToTls: Rule = {
  id: "redirect-to-tls",
  title: "Websockets are served over TLS only",
  severity: "warning",
  systems: ["traefik"],
  symptom:
    "Whoever is on the way, such as in the same Wi-Fi, reads the tokens and messages of clients that connect with ws://.",
  fix: "Give the router `tls` and `entrypoints=websecure`, and the plain entry point `http.redirections.entryPoint.to=websecure`.",
  source: "Traefik documentation, entry points: redirections",
  check: (model) => {
    const routing = readRouting(model);
    return websocketRouters(routing, model)
      .filter(({ certain }) => certain)
      .flatMap(({ router }) => checkRouter(router, routing));
  },
};

function checkRouter(router: Router, routing: Routing): Observation[] {
  const { middlewares, unknown } = middlewaresBefore(router, routing);
  if (router.tls || unknown.length > 0 || middlewares.some(({ kind }) => kind.startsWith("redirect")))
    return [];
  const plain = entryPointsOf(router, routing).filter((entryPoint) => isPlain(entryPoint, routing));
  if (plain.length === 0) return [];
  const names = plain.map(({ name }) => showWord(name, "…")).join(", ");
  const message = `Router ${router.name} takes websockets without TLS on entry point ${names}, which redirects nowhere.`;
  return [violation(router.service?.name ?? "", router.origin, message)];
}

/** Where a proxy in front is trusted, that proxy ends TLS. */
function isPlain({ name, tls }: EntryPoint, { statics }: Routing): boolean {
  const isGiven = (option: string) =>
    statics.some(({ settings }) =>
      [...settings.keys()].some((key) => key.startsWith(`entrypoints.${name}.${option}`)),
    );
  return !tls && !isGiven("http.redirections") && !isGiven("forwardedheaders") && !isGiven("proxyprotocol");
}
