import * as edge from "./causes/edge.ts";
import * as load from "./causes/load.ts";
import * as tokens from "./causes/tokens.ts";
import type { Cause, Topic } from "./topic.ts";

const retries = "Yes, after a growing delay.";
const lost: readonly Cause[] = [
  edge.notRunning,
  edge.noRoute,
  edge.origin,
  edge.tls,
  edge.network,
  edge.idleProxy,
];
const bug = (what: string, cure: string): Cause => ({
  what,
  see: ["In the page, where it is called."],
  cure,
});
const fetchFails: Cause = {
  what: "`getToken` throws: the backend's address is wrong, it answers an error, or CORS forbids it.",
  see: ["Console and network tab of the browser: the request for the token."],
  cure: "Mend the request. Throw `new UnauthorizedError()` where the user is signed out, so that the client stops asking.",
};
const connectCalled = "The page called `connect()`; nothing is wrong.";

type Code = Omit<Topic, "group">;

/** Codes that the official JavaScript client gives itself (centrifuge-js, codes.ts). One number, several places. */
const ofErrors: readonly Code[] = [
  {
    key: "1",
    name: "timeout",
    aliases: ["connection timeout"],
    reconnects: retries,
    means: "Event `error`: no answer came within 5 seconds (option `timeout`).",
    causes: [edge.largeFrames, load.redisTrouble, load.proxyTrouble, edge.network],
  },
  {
    key: "2",
    name: "transport closed",
    reconnects: retries,
    means:
      "Event `error`: the connection could not be opened. The browser does not tell the page why; look at the status of the request.",
    causes: lost,
    related: ["transport closed"],
  },
  {
    key: "3",
    name: "client disconnected",
    reconnects: "No.",
    means: "Event `error`: something was called on a client that is disconnected.",
    causes: [
      bug(
        "The page goes on with a client after `disconnect()`.",
        "Call `connect()` again, or wait with `ready()`.",
      ),
    ],
  },
  {
    key: "4",
    name: "client closed",
    reconnects: "No.",
    means: "Event `error`: something was called on a client that was closed.",
    causes: [bug("The page goes on with a client that it has closed.", "Make a new one.")],
  },
  {
    key: "5",
    name: "connect token error",
    reconnects: retries,
    means: "Event `error`: `getToken` of the client failed before a connect.",
    causes: [fetchFails, tokens.notSignedIn],
  },
  {
    key: "6",
    name: "refresh token error",
    reconnects: retries,
    means: "Event `error`: `getToken` of the client failed for a connection that is open.",
    causes: [fetchFails, tokens.notSignedIn],
  },
  {
    key: "7",
    name: "subscription unsubscribed",
    reconnects: "No.",
    means: "Event `error`: something was called on a subscription that has ended.",
    causes: [
      bug("The page publishes or reads history without being subscribed.", "Wait with `await sub.ready()`."),
    ],
  },
  {
    key: "8",
    name: "subscribe token error",
    reconnects: retries,
    means: "Event `error`: `getToken` of the subscription failed before a subscribe.",
    causes: [fetchFails, tokens.notSignedIn],
  },
  {
    key: "9",
    name: "subscription refresh token error",
    reconnects: retries,
    means: "Event `error`: `getToken` of the subscription failed for one that is open.",
    causes: [fetchFails, tokens.notSignedIn],
  },
  {
    key: "10",
    name: "transport write error",
    reconnects: retries,
    means: "Event `error`: a command could not be sent.",
    causes: [edge.network],
  },
  {
    key: "11",
    name: "connection closed",
    reconnects: retries,
    means: "Event `error`: the connection ended before the answer to a command came.",
    causes: [edge.network, edge.edgeRestart],
  },
  {
    key: "12",
    name: "bad configuration",
    reconnects: "No: a token that expired cannot be replaced.",
    means: "Event `error`: the token expired, and the client has no `getToken`.",
    causes: [tokens.expired],
  },
];

const ofStates: readonly Code[] = [
  {
    key: "0",
    name: "connect called",
    reconnects: "It connects.",
    means: `Event \`connecting\`, or \`subscribing\` with "subscribe called": ${connectCalled}`,
    causes: [],
  },
  {
    key: "1",
    name: "transport closed",
    reconnects: retries,
    means: "Event `connecting` or `subscribing`: an open connection was lost without a word from Centrifugo.",
    causes: [edge.network, edge.edgeRestart, edge.idleProxy],
    related: ["transport closed"],
  },
  {
    key: "2",
    name: "no ping",
    reconnects: retries,
    means: "Event `connecting`: no ping of the server came within 35 seconds (its interval and 10 more).",
    causes: [
      edge.network,
      edge.largeFrames,
      { ...edge.idleProxy, what: "A proxy between holds data back (buffers it), so that pings come late." },
    ],
  },
  {
    key: "3",
    name: "subscribe timeout",
    reconnects: retries,
    means: "Event `connecting`: no answer to a subscribe came within 5 seconds.",
    causes: [load.redisTrouble, load.proxyTrouble, edge.largeFrames],
  },
  {
    key: "4",
    name: "unsubscribe error",
    reconnects: retries,
    means: "Event `connecting`: an unsubscribe was not answered.",
    causes: [load.redisTrouble, edge.network],
  },
];

const ofEnds: readonly Code[] = [
  {
    key: "0",
    name: "disconnect called",
    aliases: ["unsubscribe called"],
    reconnects: "No: the page wanted it so.",
    means:
      "Event `disconnected`: the page called `disconnect()`; event `unsubscribed`: it called `unsubscribe()`.",
    causes: [],
  },
  {
    key: "1",
    name: "unauthorized",
    reconnects: "No: it stays disconnected, or unsubscribed.",
    means:
      "Event `disconnected` or `unsubscribed`: `getToken` gave nothing or threw UnauthorizedError, or there is no `getToken` and the token expired.",
    causes: [tokens.notSignedIn, tokens.expired, fetchFails],
    related: ["unauthorized"],
  },
  {
    key: "2",
    name: "bad protocol",
    aliases: ["client closed"],
    reconnects: "No.",
    means: "Event `disconnected`: what came from the server is not Centrifugo's protocol.",
    causes: [{ ...edge.wrongPath, what: "The address leads to something else than Centrifugo." }],
  },
  {
    key: "3",
    name: "message size limit",
    aliases: ["message size limit exceeded"],
    reconnects: "No.",
    means: "Event `disconnected`: Centrifugo closed with 1009, as a message was too large.",
    causes: [load.largeMessage],
    related: ["1009"],
  },
];

export const clients: readonly Topic[] = [...ofErrors, ...ofStates, ...ofEnds].map((topic) => ({
  ...topic,
  group: "client",
}));
