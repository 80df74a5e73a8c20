import * as api from "./causes/api.ts";
import * as channels from "./causes/channels.ts";
import * as load from "./causes/load.ts";
import * as tokens from "./causes/tokens.ts";
import type { Topic } from "./topic.ts";

const retries = "Yes, after a growing delay.";
const stays = "No: the subscription ends with this code; in the answer to a connect, so does the connection.";

/** Codes in an `error` of a reply, from centrifuge's errors.go; the HTTP API has some of them too. */
const list: readonly Omit<Topic, "group">[] = [
  {
    key: "100",
    name: "internal server error",
    reconnects: retries,
    means: "Centrifugo itself failed, or something that it needs: Redis, or a backend that it asks.",
    causes: [load.redisTrouble, load.proxyTrouble],
  },
  {
    key: "101",
    name: "unauthorized",
    reconnects: stays,
    means:
      "The request is not allowed for this client. Centrifugo itself gives it nowhere today; a proxied backend may.",
    causes: [load.proxyTrouble],
    related: ["unauthorized", "401"],
  },
  {
    key: "102",
    name: "unknown channel",
    reconnects: stays,
    means:
      "The channel's namespace is not defined. To a subscribe, to a connect whose token names channels, and to a publish by the API (with HTTP 200).",
    causes: [
      channels.noNamespace,
      channels.wrongChannelName,
      channels.tokenNamespace,
      channels.brokenList,
      api.errorUnread,
    ],
  },
  {
    key: "103",
    name: "permission denied",
    reconnects: stays,
    means: "The namespace is there, and this client may not do this with this channel.",
    causes: [
      channels.noSubscriptionToken,
      channels.noPermission,
      channels.badSubscriptionToken,
      tokens.anonymousUser,
      channels.oldNamespaceFields,
      channels.privateChannel,
      channels.userLimited,
    ],
    related: ["permission denied"],
  },
  {
    key: "104",
    name: "method not found",
    reconnects: stays,
    means: "An rpc has a method that nothing answers; in the API the method is unknown (`not found`).",
    causes: [load.noRpc, api.wrongMethod],
  },
  {
    key: "105",
    name: "already subscribed",
    reconnects: stays,
    means: "This connection has the channel already.",
    causes: [channels.twice],
  },
  {
    key: "106",
    name: "limit exceeded",
    reconnects: stays,
    means: "The client has as many channels as one client may have.",
    causes: [channels.tooManyChannels],
    related: ["3505"],
  },
  {
    key: "107",
    name: "bad request",
    reconnects: stays,
    means: "What was sent cannot be processed as it is; sending it again changes nothing.",
    causes: [api.badBody, channels.badChannelName, load.binaryData],
  },
  {
    key: "108",
    name: "not available",
    reconnects: stays,
    means: "The feature is off for this channel: history, presence, or publishing into a stream.",
    causes: [channels.featureOff, channels.streamOnly],
  },
  {
    key: "109",
    name: "token expired",
    reconnects: "Yes, with a new token from `getToken`. Without `getToken` it ends: disconnected, code 1.",
    means: "The time of the connection or subscription token is over, or has not begun (`nbf`).",
    causes: [tokens.expired, tokens.clockSkew],
    related: ["3005", "unauthorized"],
  },
  {
    key: "110",
    name: "expired",
    reconnects: stays,
    means:
      "The connection would end before it begins: `expire_at` in the token, or from a proxy, lies in the past.",
    causes: [
      {
        what: "The backend writes `expire_at` from an old session, or its clock is behind.",
        see: [
          { run: "centrifugo-swarm doctor token < token.txt", shows: "`expire_at`, and how long ago it was" },
        ],
        cure: "Leave `expire_at` out: `exp` then counts for token and connection alike.",
      },
      tokens.clockSkew,
    ],
  },
  {
    key: "111",
    name: "too many requests",
    reconnects: retries,
    means:
      "A limit on requests said no. Centrifugo itself has none for commands today; a proxied backend may answer it.",
    causes: [load.proxyTrouble],
  },
  {
    key: "112",
    name: "unrecoverable position",
    reconnects: stays,
    means: "The history no longer reaches back to the position that was asked for.",
    causes: [load.historyGone],
    related: ["insufficient state"],
  },
  {
    key: "113",
    name: "concurrent pagination",
    aliases: ["conflict"],
    reconnects: retries,
    means:
      "Two requests for pages of one map channel at once. In the API it is `conflict`: a map was changed in between.",
    causes: [
      {
        what: "The page loads one map twice at the same time.",
        see: ["In the page: two components that load one channel."],
        cure: "Load it once and share it.",
      },
    ],
  },
];

export const errors: readonly Topic[] = list.map((topic) => ({ ...topic, group: "error" }));
