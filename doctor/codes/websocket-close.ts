import * as edge from "./causes/edge.ts";
import * as load from "./causes/load.ts";
import type { Cause, Topic } from "./topic.ts";

const yes = "Yes: the page sees `transport closed`.";
const killed: Cause = {
  what: "A task was killed before it could say goodbye: no memory, or a stop grace period below shutdown.timeout.",
  see: [{ run: "docker service ps --no-trunc STACK_centrifugo", shows: "`non-zero exit (137)`" }],
  cure: "Give it more memory, and let Swarm wait longer (stopGracePeriod) than Centrifugo's shutdown takes.",
  stack: "resources: { centrifugo: { memory: 512M } }",
  plain: [{ option: "shutdown.timeout", value: "30s" }],
  rules: ["require-time-to-shut-down", "limit-resources"],
};

/** Codes of the websocket protocol itself (RFC 6455); everything from 3000 on is Centrifugo's. */
const list: readonly Omit<Topic, "group">[] = [
  {
    key: "1000",
    name: "normal closure",
    reconnects: yes,
    means: "One side closed in order, without a reason of Centrifugo's.",
    causes: [
      { what: "The page closed it, or went.", see: ["In the page: `disconnect()`."], cure: "Nothing." },
    ],
  },
  {
    key: "1001",
    name: "going away",
    reconnects: yes,
    means: "The browser leaves the page, or a server in between stops.",
    causes: [
      {
        what: "The user went to another page or closed the tab.",
        see: ["It comes when pages are left."],
        cure: "Nothing.",
      },
      edge.edgeRestart,
    ],
  },
  {
    key: "1002",
    name: "protocol error",
    reconnects: yes,
    means: "What came is no websocket frame.",
    causes: [edge.noUpgrade],
  },
  {
    key: "1003",
    name: "unsupported data",
    reconnects: yes,
    means: "Binary data where text was expected, or the other way round.",
    causes: [load.badFrames],
  },
  {
    key: "1005",
    name: "no status received",
    reconnects: yes,
    means: "It was closed without a code.",
    causes: [edge.network, edge.idleProxy],
  },
  {
    key: "1006",
    name: "abnormal closure",
    aliases: ["connection closed abnormally"],
    reconnects: yes,
    means:
      "The connection broke, or was never open: no close frame came. In browsers every failed upgrade is a 1006, whatever its status.",
    causes: [edge.notRunning, edge.origin, edge.tls, edge.noRoute, killed, edge.idleProxy, edge.network],
    related: ["transport closed", "403"],
  },
  {
    key: "1009",
    name: "message too big",
    reconnects: "No: the client ends with code 3, message size limit exceeded.",
    means: "A message of the client is larger than Centrifugo takes.",
    causes: [load.largeMessage],
  },
  {
    key: "1011",
    name: "internal error",
    reconnects: yes,
    means: "The server, or a proxy in between, failed.",
    causes: [edge.notRunning, edge.wrongScheme],
  },
  {
    key: "1012",
    name: "service restart",
    reconnects: yes,
    means: "A server in between restarts; Centrifugo itself says 3001.",
    causes: [edge.edgeRestart],
  },
  {
    key: "1015",
    name: "TLS handshake",
    reconnects: yes,
    means: "The TLS connection could not be made.",
    causes: [edge.tls],
  },
];

export const closes: readonly Topic[] = list.map((topic) => ({ ...topic, group: "close" }));
