import type { Fault } from "../fault.ts";
import { labels } from "../inject.ts";

/** A middleware before the one that is there. */
function before(...options: readonly string[]) {
  const named = options.map((option) => `traefik.http.middlewares.fault.${option}`);
  return labels(...named, "traefik.http.routers.STACK-websocket.middlewares=fault,STACK-retry");
}

/** What Traefik puts between clients and Centrifugo. */
export const middlewareFaults: readonly Fault[] = [
  {
    id: "edge-rate-limit",
    title: "a rate limit stands before the websocket",
    inject: before("ratelimit.average=1", "ratelimit.period=1h", "ratelimit.burst=1"),
    check: "edge-foreign-origin",
    cause: "A limit in front (rateLimit, inFlightReq) refuses connections.",
  },
  {
    id: "edge-in-flight",
    title: "only one request at a time may be under way",
    inject: before("inflightreq.amount=1"),
    check: "rules",
    cause: "and every open websocket is one of them.",
    page: "docs/rules/reject-connection-limit-before-websocket.md",
  },
  {
    id: "edge-login",
    title: "Traefik asks for a login before the websocket",
    inject: before("basicauth.users=somebody:$apr1$H6uskkkW$IgXLP6ewTrSuBkTrqE8wj/"),
    check: "edge-upgrade",
    cause: "A middleware in front asks for a login, which a websocket cannot give.",
    sample: true,
  },
  {
    id: "edge-address-list",
    title: "Traefik lets in other addresses only",
    inject: before("ipallowlist.sourcerange=192.0.2.1/32"),
    check: "edge-upgrade",
    cause: "Something in front of Centrifugo refuses this client, whatever its Origin",
  },
  {
    id: "edge-origin-rewritten",
    title: "Traefik rewrites the Origin",
    inject: before("headers.customrequestheaders.Origin=https://app.localhost"),
    check: "rules",
    cause: "replaces the Origin header",
    page: "docs/rules/keep-origin-header.md",
  },
];
