import * as channels from "./causes/channels.ts";
import * as edge from "./causes/edge.ts";
import * as load from "./causes/load.ts";
import * as tokens from "./causes/tokens.ts";
import type { Topic } from "./topic.ts";

const yes = "Yes, by itself.";
const no = "No: it stays disconnected until the page calls `connect()` again.";

type Code = Omit<Topic, "group" | "reconnects">;

/** From centrifuge's disconnect.go: clients come back after 3000-3499, 4000-4499 and from 5000 on. */
const reconnecting: readonly Code[] = [
  {
    key: "3000",
    name: "connection closed",
    means: "The client went, or its network did: Centrifugo counts it so and says nothing to anybody.",
    causes: [edge.network, edge.edgeRestart, edge.idleProxy],
  },
  {
    key: "3001",
    name: "shutdown",
    means: "This node of Centrifugo is stopping and says so, as it should.",
    causes: [load.deployment],
    related: ["1006"],
  },
  {
    key: "3004",
    name: "internal server error",
    means: "Something inside of Centrifugo failed for this connection.",
    causes: [load.redisTrouble, load.proxyTrouble],
  },
  {
    key: "3005",
    name: "connection expired",
    means: "The connection's time is over and was not made longer.",
    causes: [load.expiredConnection, tokens.expired, tokens.clockSkew],
    related: ["109"],
  },
  {
    key: "3006",
    name: "subscription expired",
    means: "A server-side subscription's time is over.",
    causes: [load.expiredSubscription],
    related: ["2501"],
  },
  {
    key: "3008",
    name: "slow",
    means: "More than 1 MiB waits for this client; it is let go before it costs the others.",
    causes: [load.slowClient],
  },
  {
    key: "3009",
    name: "write error",
    means: "Centrifugo could not write to the connection within a second: it is broken.",
    causes: [edge.network, load.slowClient],
  },
  {
    key: "3010",
    name: "insufficient state",
    means:
      "Centrifugo sees that this client missed messages of a server-side channel; by coming back it gets them.",
    causes: [
      load.lostPosition,
      load.separateEngines,
      {
        what: "The token that was refreshed names other channels than the one before.",
        see: ["`channels` or `subs` of two tokens of one user."],
        cure: "Nothing: the client comes back once and then has the channels of the new token.",
      },
    ],
    related: ["insufficient state", "2500"],
  },
  {
    key: "3011",
    name: "force reconnect",
    means: "Somebody asked this client to come back anew.",
    causes: [load.askedByApi],
  },
  {
    key: "3012",
    name: "no pong",
    means: "The client did not answer a ping within 8 seconds.",
    causes: [load.noPongs, edge.network, edge.largeFrames],
  },
  {
    key: "3013",
    name: "too many requests",
    means: "The client sends more than it may.",
    causes: [load.proxyTrouble],
  },
  {
    key: "3014",
    name: "state invalidated",
    means: "What the client keeps (token, state of maps) counts no more; it fetches both anew.",
    causes: [load.askedByApi],
  },
];

const terminal: readonly Code[] = [
  {
    key: "3500",
    name: "invalid token",
    means:
      "Centrifugo does not accept the token: signature, algorithm, form or claims. It is no network fault.",
    causes: [
      tokens.otherSecret,
      tokens.noVerifier,
      tokens.secretForms,
      tokens.wrongAlgorithm,
      tokens.wrongClaims,
      tokens.subscriptionToken,
      tokens.mismatch,
      tokens.keysRotated,
    ],
    related: ["transport closed", "109"],
  },
  {
    key: "3501",
    name: "bad request",
    means: "The client came without a token, or sent what the protocol does not have.",
    causes: [tokens.noToken, load.badFrames],
  },
  {
    key: "3502",
    name: "stale",
    means: "The websocket was open for 10 seconds, and no connect came.",
    causes: [load.lateConnect],
  },
  {
    key: "3503",
    name: "force disconnect",
    means: "Somebody asked Centrifugo to disconnect this client for good.",
    causes: [load.askedByApi],
  },
  {
    key: "3504",
    name: "connection limit",
    means: "This user has as many connections as one user may have.",
    causes: [load.singleConnection],
  },
  {
    key: "3505",
    name: "channel limit",
    means: "The server was to subscribe this client to more channels than a client may have.",
    causes: [
      {
        what: "The connection token names more channels than `client.channel_limit`.",
        see: [{ run: "centrifugo-swarm doctor token < token.txt", shows: "how many there are" }],
        cure: "Let the page subscribe to what it shows, or use one channel per tenant; else raise the limit.",
        stack: "centrifugo: { client: { channel_limit: 256 } }",
        plain: [{ option: "client.channel_limit", value: 256 }],
      },
    ],
    related: ["106"],
  },
  {
    key: "3506",
    name: "inappropriate protocol",
    means: "Something binary was to be sent to a client that speaks JSON.",
    causes: [load.binaryData],
  },
  {
    key: "3507",
    name: "permission denied",
    means: "The token is right, and this user may not connect.",
    causes: [tokens.anonymous],
    related: ["permission denied"],
  },
  {
    key: "3508",
    name: "not available",
    means: "The client called `send()`, and Centrifugo takes no messages without an answer.",
    causes: [
      {
        what: "The page uses `client.send()`.",
        see: ["In the page: `send(`."],
        cure: "Use `rpc()` with an rpc proxy, or send it to the backend by HTTP.",
        plain: [{ option: "rpc.proxy.endpoint", value: "http://backend:3000/rpc" }],
      },
    ],
  },
  {
    key: "3509",
    name: "too many errors",
    means: "The client makes one error after another.",
    causes: [channels.noPermission, load.badFrames],
  },
];

export const disconnects: readonly Topic[] = [
  ...reconnecting.map((code): Topic => ({ ...code, group: "disconnect", reconnects: yes })),
  ...terminal.map((code): Topic => ({ ...code, group: "disconnect", reconnects: no })),
];
