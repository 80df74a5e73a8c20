import { type Cause, inLog } from "../topic.ts";

const tasks = {
  run: "docker service ps --no-trunc STACK_centrifugo",
  shows: "tasks that fail, or none that runs",
};

export const notRunning: Cause = {
  what: "Centrifugo does not run, or is not healthy.",
  see: [tasks, { run: "docker service logs --tail 50 STACK_centrifugo", shows: "why it ends" }],
  cure: "Mend what its log says. `docker service update --force` starts the same settings again: a changed stack file is deployed by `pulumi up` or `docker stack deploy`.",
  rules: ["require-health-check", "require-restart", "require-reachable-redis"],
};

export const noRoute: Cause = {
  what: "Traefik has no router for this host and path, or has ignored it.",
  see: [
    {
      run: "docker service logs STACK_traefik 2>&1 | grep -i 'error'",
      shows: "`port is missing`, a rule that cannot be read, two label families",
    },
    { run: "centrifugo-swarm check --live", shows: "the label that keeps Traefik from it" },
  ],
  cure: "Put the labels on the service (deploy.labels), with the port of the server and a rule of v3.",
  stack: "domain: realtime.example.com",
  rules: [
    "put-labels-on-the-service",
    "require-server-port",
    "enable-routed-service",
    "use-rule-syntax-of-the-version",
  ],
};

export const wrongPath: Cause = {
  what: "The path is another one: clients connect to `/connection/websocket`.",
  see: ["In the page: the address given to `new Centrifuge(…)`."],
  cure: "Use wss://DOMAIN/connection/websocket, or change both sides.",
  plain: [{ option: "websocket.handler_prefix", value: "/connection/websocket" }],
  rules: ["use-distinct-handler-prefixes"],
};

export const wrongPort: Cause = {
  what: "Traefik dials a port that Centrifugo does not serve clients on.",
  see: [
    inLog('"serving ', "`serving websocket … endpoints on :8000`"),
    {
      run: "docker service inspect STACK_centrifugo | grep loadbalancer",
      shows: "another port in the label",
    },
  ],
  cure: "Let the label name that port. v5's CENTRIFUGO_PORT is ignored by v6, without a warning.",
  plain: [{ option: "http_server.port", value: 8000 }],
  rules: ["route-to-the-client-port", "require-server-port", "reject-unknown-variable"],
};

export const otherNetwork: Cause = {
  what: "Traefik and Centrifugo share no network, or Traefik takes the wrong one of several.",
  see: [
    {
      run: "docker service logs STACK_traefik 2>&1 | grep -i 'network'",
      shows: "`Could not find network named`",
    },
  ],
  cure: "Attach both to one overlay network, and name it whole (`traefik.swarm.network=STACK_edge`).",
  rules: ["share-network-with-traefik", "name-the-swarm-network"],
};

export const origin: Cause = {
  what: "The page's origin is not among the allowed ones: scheme, host and port have to be the very same.",
  see: [
    inLog("Origin is not authorized", "the origin that the browser sent, beside the allowed ones"),
    "Tools such as wscat send no Origin and always get in: they prove nothing.",
  ],
  cure: "Allow it as `scheme://host[:port]`: small letters, no path, no slash at its end; in a variable separated by one space, not by commas.",
  stack: "allowedOrigins: [https://app.example.com]",
  plain: [{ option: "client.allowed_origins", value: ["https://app.example.com"] }],
  rules: ["require-allowed-origins", "require-matching-origin", "keep-origin-header"],
};

export const noUpgrade: Cause = {
  what: "What arrives is no websocket upgrade: something in front took the headers away, or it was asked over HTTP/2.",
  see: [
    "A plain `curl` of that address gives 400 as well: it sends no Upgrade header. That alone is no fault.",
    "A CDN or nginx in front of Traefik that does not pass on `Upgrade` and `Connection`.",
  ],
  cure: "Pass on `Upgrade` and `Connection` (nginx: proxy_http_version 1.1), and offer HTTP/1.1 to websocket clients.",
  stack: "domain: realtime.example.com",
  rules: ["require-http1-in-alpn", "reject-broken-websocket-upgrade", "reject-broken-fast-proxy"],
};

export const wrongScheme: Cause = {
  what: "Traefik speaks TLS or HTTP/2 to a Centrifugo that speaks plain HTTP/1.1.",
  see: [
    { run: "docker service inspect STACK_centrifugo | grep scheme", shows: "`server.scheme=https` or `h2c`" },
  ],
  cure: "Take the label away. `server.scheme=http` cures nothing either: it does not touch what browsers are offered.",
  rules: ["require-http-backend", "reject-scheme-as-http1-cure"],
};

export const tls: Cause = {
  what: "The browser does not accept the certificate, or there is none for this host.",
  see: [
    {
      run: "curl -sv https://DOMAIN/ 2>&1 | grep -E 'subject|issuer|expire|SSL'",
      shows: "another host, an end in the past, or `TRAEFIK DEFAULT CERT`",
    },
    "Open https://DOMAIN in the browser itself: a websocket shows no certificate warning.",
  ],
  cure: "Mend the certificate, or its resolver; ports 80 and 443 have to reach Traefik for ACME.",
  rules: ["use-defined-certificate-resolver", "keep-acme-challenge-reachable", "reject-acme-staging"],
};

export const idleProxy: Cause = {
  what: "A proxy, load balancer or firewall between closes connections that look idle.",
  see: ["The time between connect and close is always the same, such as 60 s."],
  cure: "Let it wait longer than Centrifugo's ping interval (25 s), or ping more often.",
  stack: "centrifugo: { client: { ping_interval: 15s } }",
  plain: [{ option: "client.ping_interval", value: "15s" }],
};

export const edgeRestart: Cause = {
  what: "Traefik or a task of Centrifugo was restarted: all its websockets end.",
  see: [
    {
      run: "docker service ps STACK_traefik; docker service ps STACK_centrifugo",
      shows: "tasks that are as old as the closed connections",
    },
  ],
  cure: "Nothing, if it was a deployment: clients come back by themselves. Else read why the task ended.",
  rules: ["start-before-stop", "require-time-to-shut-down", "update-one-by-one"],
};

export const network: Cause = {
  what: "The network of the client is gone: sleep, a tunnel, another WLAN, a company's proxy that filters websockets.",
  see: ["It happens to single users, on certain networks; in the log of Centrifugo there is nothing."],
  cure: "Nothing: the client comes back by itself, and `recovery` brings what was missed. Where websockets are filtered, offer http_stream or sse too.",
  stack: "centrifugo: { http_stream: { enabled: true } }",
  plain: [{ option: "http_stream.enabled", value: true }],
  rules: ["route-emulation"],
};

export const largeFrames: Cause = {
  what: "Large packets get lost between nodes: the network below the overlay takes less than 1500 bytes.",
  see: [
    {
      run: "ip link show | grep mtu",
      shows: "less than 1500 on the interface between the nodes (VPN, cloud)",
    },
    "Small messages arrive, long ones and histories hang.",
  ],
  cure: "Make the overlay networks with a smaller MTU (driver option com.docker.network.driver.mtu, such as 1400).",
};

export const connectionLimit: Cause = {
  what: "The node has as many connections as it may have, or more arrive each second than it may take.",
  see: [inLog("connection limit reached", "that it is the node's limit")],
  cure: "Add replicas, or raise the limit.",
  stack: "replicas: 3",
  plain: [{ option: "client.connection_limit" }, { option: "client.connection_rate_limit" }],
  rules: ["reject-connection-limit-before-websocket"],
};

export const noHealthyTask: Cause = {
  what: "Traefik knows of no task that it may send anything to.",
  see: [tasks, { run: "docker service ls", shows: "0/2 replicas of STACK_centrifugo" }],
  cure: "Wait for the tasks if a deployment runs (Traefik asks the Swarm every few seconds); else read why they fail.",
  rules: ["require-health-check", "require-health-endpoint", "check-health-in-time"],
};
