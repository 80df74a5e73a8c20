import type { StackModel } from "../../../model/model.ts";
import { type Routing, readRouting } from "../../../model/traefik.ts";
import type { Middleware } from "../../../model/traefik-parts.ts";
import { clear } from "../../../model/value.ts";
import { sharedCount } from "../../request-counts.ts";
import { middlewaresBefore } from "../../router-middlewares.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";
import { type WebsocketRouter, websocketRouters } from "../../websocket-routers.ts";

/** From here on a limit is taken for the bound of what the servers can carry. */
const manyConnections = 10_000;

/** Finds limits on simultaneous requests that open websockets use up. */
export const rejectConnectionLimitBeforeWebsocket: Rule = {
  id: "reject-connection-limit-before-websocket",
  title: "Open websockets do not use up a limit on requests",
  severity: "error",
  systems: ["traefik"],
  symptom:
    "As soon as so many people have the page open, everybody else is refused with 429, and they stay refused.",
  fix: "Remove the inFlightReq middleware from the websocket router, or let it count by client: `sourceCriterion.ipStrategy`.",
  source: "Traefik documentation, inFlightReq: counted by host unless told otherwise",
  proof: "observed",
  check: (model) => {
    const routing = readRouting(model);
    return websocketRouters(routing, model).flatMap((candidate) =>
      middlewaresBefore(candidate.router, routing)
        .middlewares.filter(({ kind }) => kind === "inflightreq")
        .flatMap((middleware) => checkLimit(middleware, candidate, routing, model)),
    );
  },
};

function checkLimit(
  middleware: Middleware,
  { router, certain }: WebsocketRouter,
  routing: Routing,
  model: StackModel,
): Observation[] {
  const shared = sharedCount(middleware, "host", routing, model);
  const amount = middleware.options.get("amount");
  const limit = clear(amount);
  if (shared === undefined || Number(limit) >= manyConnections) return [];
  const service = (middleware.service ?? router.service)?.name ?? "";
  const origin = amount?.origin ?? middleware.origin;
  const most = limit === undefined ? "a number of" : showWord(limit, "a number of");
  const message = `Middleware ${middleware.name} before router ${router.name} lets ${most} requests through at a time (${origin.label}), which is counted ${shared.how}, and every open websocket is one of them`;
  if (!certain)
    return [notCheckable(service, origin, `${message}; whether it leads to a Centrifugo is not known here.`)];
  return [{ ...violation(service, origin, `${message}.`), related: shared.related }];
}
