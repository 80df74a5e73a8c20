import { isEmpty } from "../../../model/secret.ts";
import { type Routing, readRouting } from "../../../model/traefik.ts";
import { middlewaresBefore } from "../../router-middlewares.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { type WebsocketRouter, websocketRouters } from "../../websocket-routers.ts";

/** Finds middlewares that hide from Centrifugo which page a client is on. */
export const keepOriginHeader: Rule = {
  id: "keep-origin-header",
  title: "Centrifugo sees the Origin that the browser sent",
  severity: "error",
  systems: ["traefik", "centrifugo"],
  symptom:
    "Pages of strangers can open websockets with the cookies of your users, although `client.allowed_origins` lists only your own pages.",
  fix: "Remove `Origin` from `customRequestHeaders`, and list your pages in Centrifugo's `client.allowed_origins`.",
  source: "Traefik documentation, headers middleware; Centrifugo documentation, allowed_origins",
  proof: "observed",
  check: (model) => {
    const routing = readRouting(model);
    return websocketRouters(routing, model).flatMap((candidate) => checkRouter(candidate, routing));
  },
};

function checkRouter({ router, certain }: WebsocketRouter, routing: Routing): Observation[] {
  return middlewaresBefore(router, routing)
    .middlewares.filter(({ kind }) => kind === "headers")
    .flatMap(({ name, options, service }) => {
      const value = options.get("customrequestheaders.origin");
      if (value === undefined) return [];
      const concerned = (service ?? router.service)?.name ?? "";
      // No Origin at all counts as a client that is no browser, which is let in.
      const does = isEmpty(value) === true ? "removes" : "replaces";
      const message = `Middleware ${name} before router ${router.name} ${does} the Origin header (${value.origin.label}), so that Centrifugo cannot tell your pages from those of strangers`;
      if (certain) return [violation(concerned, value.origin, `${message}.`)];
      const unsure = `${message}; whether it leads to a Centrifugo is not known here.`;
      return [notCheckable(concerned, value.origin, unsure)];
    });
}
