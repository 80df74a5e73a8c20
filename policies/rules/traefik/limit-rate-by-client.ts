import type { StackModel } from "../../../model/model.ts";
import { type Routing, readRouting } from "../../../model/traefik.ts";
import type { Middleware, Router } from "../../../model/traefik-parts.ts";
import { clear } from "../../../model/value.ts";
import { sharedCount } from "../../request-counts.ts";
import { middlewaresBefore } from "../../router-middlewares.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { websocketRouters } from "../../websocket-routers.ts";

/** Finds rate limits that all clients share. */
export const limitRateByClient: Rule = {
  id: "limit-rate-by-client",
  title: "A rate limit counts each client for itself",
  severity: "warning",
  systems: ["traefik"],
  symptom:
    "After an update or a restart, when all clients come back at once, most of them are refused with 429 again and again.",
  fix: "Let the rate limit count by address (`sourceCriterion.ipStrategy`), publish Traefik's ports in host mode so that it sees the addresses, or remove it from the websocket router.",
  source: "Traefik documentation, rateLimit: sourceCriterion",
  proof: "observed",
  check: (model) => {
    const routing = readRouting(model);
    return websocketRouters(routing, model)
      .filter(({ certain }) => certain)
      .flatMap(({ router }) =>
        middlewaresBefore(router, routing)
          .middlewares.filter(({ kind }) => kind === "ratelimit")
          .flatMap((middleware) => checkLimit(middleware, router, routing, model)),
      );
  },
};

function checkLimit(
  middleware: Middleware,
  router: Router,
  routing: Routing,
  model: StackModel,
): Observation[] {
  const average = middleware.options.get("average");
  const shared = sharedCount(middleware, "client", routing, model);
  // Without an average there is no limit.
  if (average === undefined || clear(average) === "0" || shared === undefined) return [];
  const message = `The rate limit ${middleware.name} before router ${router.name} (${average.origin.label}) is counted ${shared.how}: a reconnect of all clients at once exceeds it.`;
  const service = (middleware.service ?? router.service)?.name ?? "";
  return [{ ...violation(service, average.origin, message), related: shared.related }];
}
