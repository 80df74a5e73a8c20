import * as api from "./causes/api.ts";
import * as edge from "./causes/edge.ts";
import * as tokens from "./causes/tokens.ts";
import type { Topic } from "./topic.ts";

const retries = "Yes, after a growing delay: the page only sees `transport closed`.";

type Status = Omit<Topic, "group">;

/** What statuses mean where a websocket is opened. */
const ofWebsocket: readonly Status[] = [
  {
    key: "101",
    name: "switching protocols",
    reconnects: "It is open.",
    means:
      "The websocket is open. What is wrong now is no matter of Traefik: look at the code that it closes with.",
    causes: [],
    related: ["3500", "109", "transport closed"],
  },
  {
    key: "400",
    name: "bad request",
    reconnects: retries,
    means: "Centrifugo was reached, and this was no websocket upgrade.",
    causes: [edge.noUpgrade],
  },
  {
    key: "403",
    name: "forbidden",
    reconnects: retries,
    means: "Centrifugo was reached, and does not take pages of this origin.",
    causes: [edge.origin],
  },
  {
    key: "404",
    name: "not found",
    reconnects: retries,
    means: "Nobody serves this host and path: Traefik has no router for it, or Centrifugo another path.",
    causes: [edge.noRoute, edge.wrongPath, edge.notRunning],
  },
  {
    key: "500",
    name: "internal server error",
    reconnects: retries,
    means: "Traefik could not speak with Centrifugo as it was told to.",
    causes: [edge.wrongScheme, edge.notRunning],
  },
  {
    key: "502",
    name: "bad gateway",
    reconnects: retries,
    means: "Traefik has a route, and nobody listens where it dials.",
    causes: [edge.notRunning, edge.wrongPort, edge.wrongScheme],
  },
  {
    key: "503",
    name: "service unavailable",
    reconnects: retries,
    means: "Traefik has no healthy task, or Centrifugo is at its limit of connections.",
    causes: [edge.noHealthyTask, edge.connectionLimit],
  },
  {
    key: "504",
    name: "gateway timeout",
    reconnects: retries,
    means: "Traefik dials, and no answer comes: there is no way between the two.",
    causes: [edge.otherNetwork, edge.wrongPort],
  },
];

/** What statuses mean where the backend calls the HTTP API. */
const ofApi: readonly Status[] = [
  {
    key: "200",
    name: "ok, perhaps with an error",
    means: "The call arrived. Only the body says whether it worked: `result` or `error`.",
    causes: [api.errorUnread],
    related: ["102", "107", "108"],
  },
  {
    key: "400",
    name: "bad request",
    means: "The body is no JSON, or `error_mode` is transport and the error is 107 or 108.",
    causes: [api.badBody],
  },
  {
    key: "401",
    name: "unauthorized",
    means: "Centrifugo's API does not know the key. It has nothing to do with tokens of users.",
    causes: [api.wrongKey, api.noKey, api.wrongHeader],
    related: ["unauthorized"],
  },
  {
    key: "404",
    name: "not found",
    means: "The API is not served here, or has no such method.",
    causes: [api.apiElsewhere, api.wrongMethod],
  },
  { key: "405", name: "method not allowed", means: "The API takes POST only.", causes: [api.notPost] },
  {
    key: "500",
    name: "internal server error",
    means: "The request could not be read, or `error_mode` is transport and the error is 100.",
    causes: [api.badBody, api.errorUnread],
  },
];

/** A backend that gives no token is a 401 too, from somebody else. */
const ofBackend: readonly Status[] = [
  {
    key: "429",
    name: "too many requests",
    means: "A limit in front said no: of Traefik (rateLimit, inFlightReq), a CDN or the backend.",
    causes: [
      {
        ...edge.connectionLimit,
        what: "A limit that was made for short requests counts open websockets, or all clients as one.",
        see: [
          {
            run: "docker service inspect STACK_centrifugo | grep -i -E 'ratelimit|inflightreq'",
            shows: "a middleware on the websocket's router",
          },
        ],
        cure: "Take it off the websocket's router, or count by client address.",
        rules: ["reject-connection-limit-before-websocket", "limit-rate-by-client"],
      },
      tokens.notSignedIn,
    ],
  },
];

export const statuses: readonly Topic[] = [
  ...[...ofWebsocket, ...ofBackend].map((topic): Topic => ({ ...topic, group: "websocket" })),
  ...ofApi.map((topic): Topic => ({ ...topic, group: "api" })),
];
