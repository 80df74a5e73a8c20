import type { Reasons } from "./reasons.ts";

export const englishReasons: Reasons = {
  "signed-out": {
    title: "You are signed out",
    reason: "The backend answered 401: your session has ended, or the backend was restarted.",
    cure: ["Load this page again and sign in."],
  },
  backend: {
    title: "The backend gave no token",
    reason: "The request for a token failed before Centrifugo was involved at all.",
    cure: ["Look at the backend's log: `docker service logs --tail 50 <stack>_test-page`."],
  },
  library: {
    title: "The Centrifuge library did not load",
    reason: "The backend serves it itself, as `/centrifuge.js`; the browser did not get it.",
    cure: ["Look for a blocker or proxy in between, and at the browser's console."],
  },
  "no-token": {
    title: "Centrifugo got no token",
    reason: "The connection was opened without a token, and anonymous users are not let in.",
    cure: ["Let the backend answer with a token of somebody who is signed in."],
  },
  "token-algorithm": {
    title: "The token is signed with another algorithm",
    reason:
      "Centrifugo is set up for HMAC tokens (HS256) and refuses every other `alg` (3500 invalid token).",
    cure: ["Sign with HS256 in the backend, or set up the key of the other algorithm in Centrifugo."],
  },
  "token-subject": {
    title: "The user id in the token is no text",
    reason: "The claim `sub` is a number or an object, which Centrifugo refuses (3500 invalid token).",
    cure: ["Put the user's id into `sub`, as text."],
  },
  "token-expired": {
    title: "The token has expired",
    reason: "Centrifugo answered 109: the claim `exp` lies in its past.",
    cure: [
      "Fetch a new token for each connection; do not keep old ones.",
      "Compare the clocks of the servers: `date -u` on each node.",
    ],
  },
  clock: {
    title: "The clocks disagree",
    reason: "A token that was made just now has expired already, or comes from the future.",
    cure: ["Set the clocks of the servers and of this device: `timedatectl` on each node."],
  },
  "token-secret": {
    title: "Backend and Centrifugo have different token secrets",
    reason:
      "Centrifugo answered 3500 invalid token. The token's payload is sound, so its signature is what does not fit.",
    cure: [
      "Mount the secret that `pulumi stack output secrets` names in the backend, and nothing else.",
      "Deploy again: `pulumi up` gives both the same value.",
    ],
  },
  "subscription-token": {
    title: "Centrifugo refused the subscription token",
    reason:
      "The connection was open and was then closed with 3500: the subscription token is of another user, another channel, or signed with another secret.",
    cure: ["Sign it for this very channel and for the `sub` of the connection's token."],
  },
  "bad-request": {
    title: "Centrifugo did not understand the client",
    reason: "It answered 3501 bad request, as it does when no token was sent at all.",
    cure: [
      "See that the backend's answer holds a token, and that the page hands it to the client.",
      "Compare the versions of the client library and of Centrifugo.",
    ],
  },
  forced: {
    title: "Somebody closed this connection",
    reason:
      "Centrifugo answered 3503 force disconnect: the HTTP API's `disconnect` was called for this user.",
    cure: ["Find out what in the backend calls `disconnect`, then connect again."],
  },
  limit: {
    title: "A limit of Centrifugo is reached",
    reason: "There are too many connections or channels for one user (3504, 3505).",
    cure: ["Close other tabs, or raise `client.user_connection_limit` or `client.channel_limit`."],
  },
  "unknown-channel": {
    title: "Centrifugo does not know this channel's namespace",
    reason:
      "It answered 102 unknown channel: what stands before the first `:` is no namespace of its configuration.",
    cure: [
      "Define it in the stack file: `namespaces: { org: { access: token } }`, and deploy.",
      "Compare spelling and order: `org:<organisation>:messages`.",
    ],
  },
  permission: {
    title: "Centrifugo does not let this user in",
    reason:
      "It answered 103 permission denied: the subscription token is missing or its signature does not fit.",
    cure: [
      "Sign a subscription token for this channel, with the same secret as Centrifugo's.",
      "Check the namespace's `access` in the stack file.",
    ],
  },
  disconnected: {
    title: "Centrifugo closed the connection for good",
    reason: "The code says why; after codes from 3500 on, clients do not connect again by themselves.",
    cure: ["Look it up: `centrifugo-swarm doctor explain <code>`."],
  },
  subscription: {
    title: "Centrifugo refused the request",
    reason: "It answered with the error below.",
    cure: ["Look it up: `centrifugo-swarm doctor explain <code>`."],
  },
  origin: {
    title: "Centrifugo refuses this page's origin",
    reason: "The websocket is answered with 403: this page's address is not among the allowed origins.",
    cure: [
      "Add it to `allowedOrigins` in the stack file: scheme and host, without a slash at the end.",
      "A variable `CENTRIFUGO_CLIENT_ALLOWED_ORIGINS` wins over the configuration: see that nobody has set one.",
    ],
  },
  route: {
    title: "Traefik has no route to Centrifugo",
    reason: "Centrifugo runs, but Traefik answers 404 at the websocket's address.",
    cure: [
      "Check `domain` in the stack file, and the labels of the service: `docker service inspect <stack>_centrifugo`.",
      "See what Traefik says: `docker service logs --tail 50 <stack>_traefik`.",
    ],
  },
  stopped: {
    title: "Centrifugo does not run",
    reason: "The backend cannot reach Centrifugo on the private network either.",
    cure: [
      "See its tasks and why they end: `docker service ps --no-trunc <stack>_centrifugo`.",
      "Look at its log: `docker service logs --tail 50 <stack>_centrifugo`.",
    ],
  },
  gateway: {
    title: "Traefik does not reach Centrifugo",
    reason: "Centrifugo runs, but Traefik answers with an error of the gateway (502, 503 or 504).",
    cure: [
      "See that both are on the network `<stack>_edge`, and that the port in Traefik's label is Centrifugo's.",
      "A 503 of Centrifugo itself says that its connection limit is reached.",
    ],
  },
  upgrade: {
    title: "The websocket upgrade is lost on the way",
    reason:
      "The address answers, but not with 101 Switching Protocols: something removes the upgrade headers.",
    cure: ["Let every proxy in front pass `Upgrade` and `Connection`, and speak HTTP/1.1 to it."],
  },
  edge: {
    title: "Traefik does not answer for the websocket's host",
    reason: "Centrifugo runs, but from inside the Swarm there is no TLS answer at the websocket's address.",
    cure: ["Look at Traefik: `docker service ps <stack>_traefik`, and its log."],
  },
  browser: {
    title: "Only your browser does not get through",
    reason:
      "Inside the Swarm the same address answers 101 to this page's origin. What fails lies between this browser and Traefik.",
    cure: [
      "Open the websocket's host in a tab of its own: is its certificate trusted, does its name resolve?",
      "Try another network: some proxies and firewalls block websockets.",
    ],
  },
  "api-key": {
    title: "Centrifugo refuses the backend's API key",
    reason: "Publishing was answered with 401. The websocket has no part in that.",
    cure: [
      "Mount the secret that `pulumi stack output secrets` names as `apiKey`.",
      "Send it as `X-API-Key: <key>` or `Authorization: apikey <key>`, never as `Bearer`.",
    ],
  },
  "api-unreachable": {
    title: "The backend does not reach Centrifugo's HTTP API",
    reason: "Publishing failed on the private network.",
    cure: ["Let the backend join the network `<stack>_backend`, and use port 9000 of `<stack>_centrifugo`."],
  },
  publish: {
    title: "Centrifugo did not take the message",
    reason: "The HTTP API answered with the error below.",
    cure: ["Look at the backend's log for `[Centrifugo] Publish failed`."],
  },
  "not-received": {
    title: "Published, but not received",
    reason: "The HTTP API took the message, and it did not arrive here within five seconds.",
    cure: [
      "See that all nodes of Centrifugo are joined through the same Redis, with the same prefix.",
      "Run `make up`: its proof publishes on each node and listens on every other.",
    ],
  },
};
