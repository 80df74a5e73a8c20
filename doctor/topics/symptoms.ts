import * as api from "../codes/causes/api.ts";
import * as channels from "../codes/causes/channels.ts";
import * as edge from "../codes/causes/edge.ts";
import * as load from "../codes/causes/load.ts";
import * as page from "../codes/causes/page.ts";
import * as tokens from "../codes/causes/tokens.ts";
import type { Topic } from "../codes/topic.ts";

/** What people look for in their own words. */
const list: readonly Omit<Topic, "group">[] = [
  {
    key: "transport closed",
    name: "the connection could not be opened, or was lost",
    aliases: [
      "websocket closed",
      "websocket closes",
      "connection closed",
      "disconnected",
      "cannot connect",
      "websocket connection failed",
    ],
    reconnects: "Yes, after a growing delay.",
    means:
      "The client's word for a connection that ended without a word from Centrifugo. A wrong token is none of these: it is 3500, after which the client stops; an expired one is 109. Look at the status of the request first (network tab, filter WS): with 101 it was open and then lost, with anything else it never was.",
    causes: [
      edge.notRunning,
      edge.origin,
      edge.noRoute,
      edge.tls,
      edge.noUpgrade,
      edge.otherNetwork,
      edge.idleProxy,
      edge.edgeRestart,
      edge.largeFrames,
      edge.network,
    ],
    related: ["403", "404", "502", "504", "1006", "3500"],
  },
  {
    key: "unauthorized",
    name: "somebody does not know who is asking",
    aliases: ["401 unauthorized", "not authorized"],
    means:
      "Three parties say this word. The backend, to a page that wants a token: its session is over. The client itself (disconnected, code 1): `getToken` gave nothing. Centrifugo's API (401), to the backend: the key is wrong. Centrifugo never says it to a client whose token is wrong: that is 3500.",
    causes: [tokens.notSignedIn, tokens.expired, api.wrongKey, api.noKey, api.wrongHeader],
    related: ["401", "3500", "109"],
  },
  {
    key: "permission denied",
    name: "the channel is there, and this user may not use it",
    aliases: ["forbidden channel", "not allowed"],
    reconnects: "No: the subscription ends with 103.",
    means:
      "Centrifugo lets nobody into a channel unless something allows it: a subscription token, the user's name in the channel, a proxy, or an option of the namespace. It decides in this order, and a token alone decides where there is one.",
    causes: [
      channels.noSubscriptionToken,
      channels.noPermission,
      channels.badSubscriptionToken,
      channels.oldNamespaceFields,
      tokens.anonymousUser,
      channels.privateChannel,
      channels.userLimited,
    ],
    related: ["103", "3507"],
  },
  {
    key: "insufficient state",
    name: "messages were missed, and are fetched again",
    aliases: ["not recovered", "recovered false", "messages lost", "lost messages"],
    reconnects: "Yes: it subscribes (2500) or connects (3010) again.",
    means:
      "Centrifugo compares each client's position with the stream in Redis, and found a gap. Once after a restart of Redis is right; again and again is a fault.",
    causes: [load.lostPosition, load.separateEngines, load.historyGone],
    related: ["2500", "3010", "112"],
  },
  {
    key: "messages do not arrive",
    name: "published, and no client gets it",
    aliases: [
      "no messages",
      "messages not arriving",
      "message not delivered",
      "not receiving messages",
      "real-time not working",
    ],
    means:
      "The connection stands, the backend publishes, and no frame comes to the browser (network tab, filter WS, Messages).",
    causes: [
      api.errorUnread,
      page.otherChannel,
      load.separateEngines,
      channels.noSubscriptionToken,
      {
        what: "The backend publishes nothing: it asks no API, or another Centrifugo.",
        see: [
          {
            run: "docker service logs BACKEND 2>&1 | grep -i centrifugo",
            shows: "nothing, or an error; Centrifugo's own log has no line for a message",
          },
        ],
        cure: "Log each publish with its channel and its answer. A signature over the body, as in some guides, publishes nothing: it is a POST with the key.",
      },
      load.redisTrouble,
    ],
    related: ["200", "102", "103", "message reaches the client but the page does not change"],
  },
  {
    key: "message reaches the client but the page does not change",
    name: "delivered to the client; the fault is in the page",
    aliases: [
      "messages not appearing",
      "messages not appearing in the ui",
      "messages not appearing in ui",
      "ui not updating",
      "page does not change",
      "page",
      "no update in browser",
    ],
    means:
      "A frame with the message arrives in the browser, and nothing changes on the screen: Centrifugo, Redis and Traefik have done their part. What is left is between the handler and the screen.",
    causes: [
      page.clientLog,
      page.lateHandler,
      page.otherChannel,
      page.dataFormat,
      page.queryKey,
      page.twoClients,
      page.staleClosure,
      page.mutated,
      page.refetchedTooEarly,
      page.unsubscribedEarly,
      page.cachedHistory,
    ],
    related: ["messages do not arrive"],
  },
  {
    key: "origin",
    name: "the page's origin is not allowed",
    aliases: ["cors", "cors error", "allowed origins", "origin not authorized"],
    reconnects: "Yes, in vain.",
    means:
      "A browser says which page opens the websocket, and Centrifugo answers 403 to pages that it was not told of. It is not CORS: no header of an answer cures it.",
    causes: [edge.origin],
    related: ["403"],
  },
  {
    key: "token expired",
    name: "the token's time is over",
    aliases: ["jwt expired", "expired token"],
    reconnects: "Yes, with a new token from `getToken`.",
    means:
      "At a connect it is error 109; for a connection that is open it is disconnect 3005, 25 seconds after.",
    causes: [tokens.expired, tokens.clockSkew, load.expiredConnection],
    related: ["109", "3005"],
  },
  {
    key: "invalid token",
    name: "Centrifugo does not accept the token",
    aliases: ["invalid signature", "signature is not valid", "disabled jwt algorithm", "bad token"],
    reconnects: "No: it stays disconnected.",
    means:
      "Disconnect 3500. The log of Centrifugo says why; `centrifugo-swarm doctor token` does too, without a server.",
    causes: [
      tokens.otherSecret,
      tokens.noVerifier,
      tokens.secretForms,
      tokens.wrongAlgorithm,
      tokens.wrongClaims,
      tokens.subscriptionToken,
    ],
    related: ["3500", "109"],
  },
];

export const symptoms: readonly Topic[] = list.map((topic) => ({ ...topic, group: "symptom" }));
