import { type Cause, inLog } from "../topic.ts";

export const deployment: Cause = {
  what: "A deployment, a scale-down or a drained node stopped this task of Centrifugo.",
  see: [
    inLog("shutting down", "when"),
    { run: "docker service ps STACK_centrifugo", shows: "tasks that were shut down then" },
  ],
  cure: "Nothing: clients come back on another task. Many at once are a storm; replace tasks one by one.",
  rules: ["update-one-by-one", "require-time-to-shut-down", "start-before-stop"],
};

export const slowClient: Cause = {
  what: "The client reads more slowly than messages arrive: a weak line, a background tab, too many messages.",
  see: [
    "Metrics: centrifugo_client_num_server_disconnects with code 3008.",
    "It hits a few users, at busy times.",
  ],
  cure: "Send less: ids instead of whole objects, one message for many changes. A larger queue only delays it.",
  stack: "centrifugo: { client: { queue_max_size: 4194304 } }",
  plain: [{ option: "client.queue_max_size", value: 4194304 }],
};

export const noPongs: Cause = {
  what: "The client no longer answers pings: the tab is frozen, the machine sleeps, or the line is half dead.",
  see: [
    "It hits users with closed lids and background tabs.",
    "Clients of your own: they have to answer `{}` with `{}`.",
  ],
  cure: "Nothing for browsers: the client comes back by itself. Give slow lines more time with pong_timeout.",
  stack: "centrifugo: { client: { pong_timeout: 10s } }",
  plain: [{ option: "client.pong_timeout", value: "10s" }],
  rules: ["require-ping-longer-than-pong"],
};

export const lostPosition: Cause = {
  what: "Messages between Redis and Centrifugo were lost, or the stream in Redis is gone: a restart, a failover, an eviction.",
  see: [
    { run: "docker service ps STACK_redis", shows: "a task that was started then" },
    {
      run: "docker service logs STACK_redis 2>&1 | grep -i 'output buffer'",
      shows: "that Redis cut off a slow Centrifugo",
    },
  ],
  cure: "Once, after a restart of Redis, it is right. Again and again: give Redis memory and noeviction, and its clients a larger output buffer.",
  stack: "resources: { redis: { memory: 512M } }",
  plain: [{ option: "client.channel_position_check_delay", value: "40s" }],
  rules: ["keep-history-from-eviction", "run-one-redis", "pin-redis-to-its-volume", "limit-redis-memory"],
};

export const separateEngines: Cause = {
  what: "The tasks of Centrifugo are not joined: each keeps messages and positions for itself (memory engine).",
  see: [
    inLog("initializing engine", "`engine_type` memory, and not redis"),
    { run: "centrifugo-swarm check --live --name STACK", shows: "replicas without a shared engine" },
  ],
  cure: "Let all tasks use one Redis.",
  stack: "replicas: 2",
  plain: [
    { option: "engine.type", value: "redis" },
    { option: "engine.redis.address", value: ["redis://redis:6379"] },
  ],
  rules: ["share-engine-between-replicas", "reject-unknown-variable"],
};

export const redisTrouble: Cause = {
  what: "Redis does not answer Centrifugo: it is down, full, or has another password.",
  see: [
    inLog('"level":"error"', "errors that name Redis, NOAUTH, WRONGPASS or OOM"),
    { run: "docker service ps --no-trunc STACK_redis", shows: "a task that ends again and again" },
  ],
  cure: "Bring Redis back; Centrifugo reconnects by itself. Its /health says nothing about Redis.",
  rules: ["require-reachable-redis", "use-same-redis-password", "limit-redis-memory"],
};

export const proxyTrouble: Cause = {
  what: "A backend that Centrifugo asks (connect, subscribe, publish or rpc proxy) fails or is too slow.",
  see: [inLog('"level":"error"', "`error proxying`, with its endpoint")],
  cure: "Mend the backend: it has to answer HTTP 200 with `result` or `error`, within the timeout.",
  plain: [{ option: "channel.proxy.subscribe.timeout", value: "3s" }],
  rules: ["require-complete-proxy"],
};

export const noRpc: Cause = {
  what: "The page calls `rpc()`, and no backend is set that answers it.",
  see: ["In the page: `rpc(`."],
  cure: "Name the backend, or ask it by HTTP.",
  stack: "centrifugo: { rpc: { proxy: { endpoint: http://backend:3000/rpc, timeout: 1s } } }",
  plain: [
    { option: "rpc.without_namespace.proxy_enabled", value: true },
    { option: "rpc.proxy.endpoint", value: "http://backend:3000/rpc" },
  ],
  rules: ["require-complete-proxy"],
};

export const askedByApi: Cause = {
  what: "Somebody called `disconnect` (or `unsubscribe`) in the API or the admin interface, for this user.",
  see: ["The backend's code: a logout, a ban, a changed role."],
  cure: "If it is meant, let the page say so. If clients should come back, call it with a code from 4000 to 4499.",
};

export const singleConnection: Cause = {
  what: "The user has as many connections as one user may have: several tabs, or clients that are never closed.",
  see: [inLog("limit of connections for user", "the user"), "In the page: `new Centrifuge` on each render."],
  cure: "Make one client per page and call `disconnect()` when it goes; else raise the limit.",
  stack: "centrifugo: { client: { user_connection_limit: 20 } }",
  plain: [{ option: "client.user_connection_limit", value: 20 }],
};

export const expiredConnection: Cause = {
  what: "The connection's token expired, and the client did not bring a new one within 25 seconds.",
  see: ["In the page: `getToken` is missing, fails, or hands out the old token from a cache."],
  cure: "Give the client `getToken`, and make its endpoint reachable without the connection. Tokens of an hour make it rare.",
  stack: "centrifugo: { client: { expired_close_delay: 25s } }",
  plain: [{ option: "client.expired_close_delay", value: "25s" }],
};

export const expiredSubscription: Cause = {
  what: "A subscription token expired, and the client did not bring a new one in time.",
  see: ["In the page: `getToken` of the subscription is missing, fails, or is cached."],
  cure: "Give the subscription its own `getToken`; it is called with the channel.",
  plain: [{ option: "client.expired_sub_close_delay", value: "25s" }],
};

export const lateConnect: Cause = {
  what: "No connect command came within 10 seconds after the websocket was open.",
  see: [
    "A tool or a health check that opens a websocket and says nothing.",
    "A page that was frozen right after it opened the connection.",
  ],
  cure: "Nothing for pages: they come back when they are opened again. Let checks send a connect, or ask /health.",
  stack: "centrifugo: { client: { stale_close_delay: 10s } }",
  plain: [{ option: "client.stale_close_delay", value: "10s" }],
};

export const badFrames: Cause = {
  what: "What the client sends is not Centrifugo's protocol: an own client, socket.io, a plain WebSocket, an old SDK (v2 protocol).",
  see: [inLog("disconnect after handling command", "the command")],
  cure: "Use the official client of today (npm: centrifuge). For a plain WebSocket there is the uni_websocket transport.",
  plain: [{ option: "uni_websocket.enabled", value: true }],
};

export const binaryData: Cause = {
  what: "Data that is no JSON was published on a channel with JSON clients.",
  see: ["The backend publishes with `b64data`, or data that is not valid JSON, by gRPC for example."],
  cure: "Publish JSON, or use the Protobuf client (`centrifuge/build/protobuf`) for binary data.",
  stack: "centrifugo: { channel: { publication_data_format: json } }",
  plain: [{ option: "channel.publication_data_format", value: "json" }],
};

export const largeMessage: Cause = {
  what: "A client sends a message of more than 64 KiB, mostly a publish or a token with everything in it.",
  see: ["In the page: what is handed to `publish` or `rpc`; the length of the token."],
  cure: "Send large things to the backend by HTTP, and only their id here. Else raise the limit.",
  stack: "centrifugo: { websocket: { message_size_limit: 131072 } }",
  plain: [{ option: "websocket.message_size_limit", value: 131072 }],
};

export const historyGone: Cause = {
  what: "The position that was asked for is no longer in the history: too old, too small a history, or Redis was emptied.",
  see: [{ run: "centrifugo-swarm config explain namespaces", shows: "the size and the time of the history" }],
  cure: "Load the state from the backend and go on from there; a longer history makes it rare.",
  stack: "namespaces: { org: { access: token, history: { size: 1000, ttl: 1h }, recovery: true } }",
  plain: [
    { option: "channel.namespaces[org].history_size", value: 1000 },
    { option: "channel.namespaces[org].history_ttl", value: "1h" },
  ],
  rules: ["keep-history-from-eviction", "require-history-for-recovery"],
};
