import { type Cause, inLog } from "../topic.ts";

export const noNamespace: Cause = {
  what: "The namespace is not defined: what stands before the first `:` of the channel.",
  see: [
    inLog("unknown channel", "the channel that was asked for"),
    inLog("unknown var in environment", "CENTRIFUGO_NAMESPACES, which is v5's name"),
  ],
  cure: "Define it: `org:ID:messages` needs the namespace `org`.",
  stack: "namespaces: { org: { access: token } }",
  plain: [{ option: "channel.namespaces", value: [{ name: "org" }] }],
  rules: ["require-namespace-for-channel", "reject-unknown-variable"],
};

export const wrongChannelName: Cause = {
  what: "The channel is written in another way: the parts turned round, other capitals, an id that is `undefined`.",
  see: [inLog("unknown channel", "the channel as the client wrote it")],
  cure: "Make the name in one place that page and backend share: `org:<organisation>:messages`.",
};

export const tokenNamespace: Cause = {
  what: "The connection token names channels (`channels`, `subs`) of a namespace that is not defined.",
  see: [
    {
      run: "centrifugo-swarm doctor token --namespaces org < token.txt",
      shows: "the namespace; here the connect fails, and not a subscription",
    },
  ],
  cure: "Define the namespace, or take the channel out of the token.",
  stack: "namespaces: { org: { access: token } }",
  plain: [{ option: "channel.namespaces", value: [{ name: "org" }] }],
};

export const brokenList: Cause = {
  what: "The list of namespaces was read otherwise than it was meant, or its file was not read at all.",
  see: [
    inLog("config file not found", "the file is not where Centrifugo looks for it"),
    {
      run: "centrifugo-swarm check --live --name STACK",
      shows: "the setting that is not read, with the reason",
    },
  ],
  cure: "Mount the file where it is looked for, or write the list on one line.",
  rules: ["require-config-file", "require-readable-list", "reject-unknown-entry-option"],
};

export const noSubscriptionToken: Cause = {
  what: "The namespace wants a subscription token, and the page hands none over.",
  see: [
    inLog("without sufficient permission", "the channel and the user"),
    "In the page: `newSubscription(channel)` without `getToken`.",
  ],
  cure: "Give the subscription `getToken`, which asks the backend for a token with this `channel`; the backend looks whether the user belongs to the tenant.",
  stack: "namespaces: { org: { access: token } }",
  rules: ["keep-tenants-apart"],
};

export const noPermission: Cause = {
  what: "No option of the namespace lets clients subscribe, publish or read its history.",
  see: [
    inLog("without sufficient permission", "the channel and the user"),
    { run: "centrifugo-swarm config explain namespaces", shows: "what each namespace allows" },
  ],
  cure: "Prefer subscription tokens: the option below lets every signed-in user into every channel of the namespace. Publish by the backend.",
  stack: "namespaces: { news: { access: public } }",
  plain: [{ option: "channel.namespaces[news].allow_subscribe_for_client", value: true }],
  rules: ["keep-tenants-apart", "reject-client-publish"],
};

export const badSubscriptionToken: Cause = {
  what: "The subscription token is invalid: another secret, no `channel`, or a claim of the wrong type.",
  see: [inLog("invalid subscription token", "the reason")],
  cure: "Sign it with the token secret; where client.subscription_token is enabled, with the secret of that.",
  plain: [{ option: "client.subscription_token.hmac_secret_key" }],
  rules: ["require-subscription-token-key", "use-one-token-secret"],
};

export const privateChannel: Cause = {
  what: "The channel begins with `$`, and so needs a subscription token whatever its namespace allows.",
  see: [inLog("private channel without token", "the channel")],
  cure: "Hand a token over, or name the channel without `$`.",
};

export const userLimited: Cause = {
  what: "The channel names its users after `#`, and the namespace does not allow that or names another user.",
  see: [inLog("without sufficient permission", "the channel and the user")],
  cure: "Use `access: user`, and write the very `sub` of the user after `#`.",
  stack: "namespaces: { personal: { access: user } }",
  plain: [{ option: "channel.namespaces[personal].allow_user_limited_channels", value: true }],
};

export const oldNamespaceFields: Cause = {
  what: "The namespace has fields of older versions (`publish`, `anonymous`), which this one does not read.",
  see: [
    {
      run: "centrifugo-swarm check --live --name STACK",
      shows: "the field; inside a variable Centrifugo itself says nothing",
    },
  ],
  cure: "Write the fields of v6: `allow_subscribe_for_client`, `allow_publish_for_client` and so on.",
  rules: ["reject-unknown-entry-option"],
};

export const featureOff: Cause = {
  what: "History or presence is asked for, and the namespace has none.",
  see: [
    {
      run: "centrifugo-swarm config explain namespaces",
      shows: "a namespace without `history` or `presence`",
    },
  ],
  cure: "Turn it on, or do not ask for it.",
  stack: "namespaces: { org: { access: token, history: { size: 100, ttl: 10m }, presence: true } }",
  plain: [
    { option: "channel.namespaces[org].history_size", value: 100 },
    { option: "channel.namespaces[org].history_ttl", value: "10m" },
    { option: "channel.namespaces[org].presence", value: true },
  ],
  rules: ["require-complete-history", "require-broker-with-history"],
};

export const streamOnly: Cause = {
  what: "The client publishes into a namespace whose subscriptions are one-way streams of a backend.",
  see: [
    { run: "centrifugo-swarm config print", shows: "`subscribe_stream_proxy_enabled` for the namespace" },
  ],
  cure: "Publish by the backend, or make the stream bidirectional.",
  plain: [{ option: "channel.namespaces[org].subscribe_stream_proxy_bidirectional", value: true }],
};

export const twice: Cause = {
  what: "The page subscribes to one channel twice on one connection.",
  see: [
    "In the page: two components that each call `newSubscription` with one channel; React's StrictMode mounts twice.",
  ],
  cure: "Take the one that is there: `client.getSubscription(channel) ?? client.newSubscription(channel)`, and unsubscribe on unmount.",
};

export const tooManyChannels: Cause = {
  what: "One client has more channels than `client.channel_limit`, mostly because none is ever unsubscribed.",
  see: [inLog("limit of channels per client", "the user")],
  cure: "Unsubscribe (`unsubscribe()`, then `removeSubscription`) when a view closes, or use one channel per tenant; else raise the limit.",
  stack: "centrifugo: { client: { channel_limit: 256 } }",
  plain: [{ option: "client.channel_limit", value: 256 }],
};

export const badChannelName: Cause = {
  what: "The channel is longer than 255 bytes, or has letters beyond ASCII, which only a `channel_regex` allows.",
  see: [inLog("channel too long", "the channel"), inLog("invalid channel name", "the channel")],
  cure: "Name channels by ids, not by titles.",
  plain: [{ option: "channel.max_length", value: 255 }],
};
