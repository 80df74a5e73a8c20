import { certificate } from "../certificates.ts";
import type { Fault } from "../fault.ts";
import { env, labels } from "../inject.ts";

const router = "traefik.http.routers.STACK-websocket";
const middleware = "traefik.http.middlewares.fault";

/** A middleware before the one that is there. */
function before(...options: readonly string[]) {
  return labels(
    ...options.map((option) => `${middleware}.${option}`),
    `${router}.middlewares=fault,STACK-retry`,
  );
}

/** Traefik, its labels and its certificate. */
export const edgeFaults: readonly Fault[] = [
  {
    id: "edge-no-route",
    title: "the router's labels are gone",
    inject: ({ change, stack }) =>
      change("centrifugo", "--label-rm", `${router.replace("STACK", stack.name)}.rule`),
    check: "edge-upgrade",
    cause: "No router of Traefik leads to STACK_centrifugo",
    sample: true,
  },
  {
    id: "edge-other-host",
    title: "the router is for another host name",
    inject: labels(`${router}.rule=Host(\`other.localhost\`) && PathPrefix(\`/connection/\`)`),
    check: "edge-upgrade",
    cause: "Clients dial centrifugo.localhost, and Traefik's router is for other.localhost.",
  },
  {
    id: "edge-disabled",
    title: "Traefik is told to pass over Centrifugo",
    inject: labels("traefik.enable=false"),
    check: "edge-upgrade",
    cause: "No router of Traefik leads to STACK_centrifugo",
  },
  {
    id: "edge-wrong-port",
    title: "Traefik dials a port that Centrifugo does not serve",
    inject: labels("traefik.http.services.STACK-centrifugo.loadbalancer.server.port=8080"),
    check: "edge-upgrade",
    cause: "Centrifugo does not listen on the port that Traefik dials, or has just stopped.",
  },
  {
    id: "edge-no-network",
    title: "Traefik and Centrifugo share no network",
    inject: ({ change, nameOf }) =>
      change("traefik", "--network-rm", `${nameOf("traefik").replace("traefik", "edge")}`),
    check: "rules",
    cause: "is on no network of service STACK_traefik",
    page: "docs/rules/share-network-with-traefik.md",
  },
  {
    id: "edge-network-name",
    title: "the network in Traefik's label lacks the stack's name",
    inject: labels("traefik.swarm.network=edge"),
    check: "rules",
    cause: "Traefik is to reach service STACK_centrifugo on network edge",
    page: "docs/rules/name-the-swarm-network.md",
  },
  {
    id: "edge-tls-options",
    title: "two routers of the host name different TLS options",
    inject: labels(
      "traefik.http.routers.page.rule=Host(`centrifugo.localhost`) && PathPrefix(`/page`)",
      "traefik.http.routers.page.entrypoints=websecure",
      "traefik.http.routers.page.tls=true",
      "traefik.http.routers.page.service=STACK-centrifugo",
    ),
    check: "rules",
    cause: "Host centrifugo.localhost is served by routers with different TLS options",
    page: "docs/rules/use-one-tls-option-per-host.md",
  },
  {
    id: "edge-http2-only",
    title: "the websocket's host speaks HTTP/2 only",
    inject: async ({ change, file }) =>
      change(
        "traefik",
        ...(await file("traefik", "/etc/traefik/dynamic/tls.yaml", (text) =>
          text.replace("- http/1.1", "- h2"),
        )),
      ),
    check: "rules",
    cause: "whose alpnProtocols [h2] lacks http/1.1.",
    page: "docs/rules/require-http1-in-alpn.md",
  },
  {
    id: "edge-tls-backend",
    title: "Traefik speaks TLS to Centrifugo",
    inject: labels("traefik.http.services.STACK-centrifugo.loadbalancer.server.scheme=https"),
    check: "edge-upgrade",
    cause: "Traefik cannot talk to Centrifugo in the way that it was told",
    page: "docs/rules/require-http-backend.md",
  },
  {
    id: "edge-rate-limit",
    title: "a rate limit stands before the websocket",
    inject: before("ratelimit.average=1", "ratelimit.period=1h", "ratelimit.burst=1"),
    check: "edge-foreign-origin",
    cause: "A limit in front (rateLimit, inFlightReq) refuses connections.",
  },
  {
    id: "edge-in-flight",
    title: "only one request at a time may be under way",
    inject: before("inflightreq.amount=1"),
    check: "rules",
    cause: "and every open websocket is one of them.",
    page: "docs/rules/reject-connection-limit-before-websocket.md",
  },
  {
    id: "edge-login",
    title: "Traefik asks for a login before the websocket",
    inject: before("basicauth.users=somebody:$apr1$H6uskkkW$IgXLP6ewTrSuBkTrqE8wj/"),
    check: "edge-upgrade",
    cause: "A middleware in front asks for a login, which a websocket cannot give.",
    sample: true,
  },
  {
    id: "edge-address-list",
    title: "Traefik lets in other addresses only",
    inject: before("ipallowlist.sourcerange=192.0.2.1/32"),
    check: "edge-upgrade",
    cause: "Something in front of Centrifugo refuses this client, whatever its Origin",
  },
  {
    id: "edge-origin-rewritten",
    title: "Traefik rewrites the Origin",
    inject: before("headers.customrequestheaders.Origin=https://app.localhost"),
    check: "rules",
    cause: "replaces the Origin header",
    page: "docs/rules/keep-origin-header.md",
  },
  {
    id: "edge-api-public",
    title: "the API can be reached from the internet",
    inject: async (gallery) => {
      await labels(`${router}.rule=Host(\`centrifugo.localhost\`)`)(gallery);
      await env("HTTP_API_EXTERNAL=true")(gallery);
    },
    check: "api-nodes",
    cause:
      "The API is served on the port for clients (http_api.external), where strangers reach it, and not inside.",
  },
  {
    id: "edge-metrics-public",
    title: "a second router leads to the metrics",
    inject: labels(
      "traefik.http.routers.metrics.rule=Host(`centrifugo.localhost`) && PathPrefix(`/metrics`)",
      "traefik.http.routers.metrics.entrypoints=websecure",
      "traefik.http.routers.metrics.tls.options=websocket@file",
      "traefik.http.routers.metrics.service=metrics",
      "traefik.http.services.metrics.loadbalancer.server.port=9000",
    ),
    check: "edge-private-paths",
    cause: "/metrics can be reached from the internet.",
    page: "docs/rules/keep-private-endpoints-internal.md",
  },
  {
    id: "edge-certificate-expired",
    title: "the certificate has expired",
    inject: certificate({ days: -1 }),
    check: "edge-tls",
    cause: "The certificate of centrifugo.localhost has expired",
  },
  {
    id: "edge-certificate-soon",
    title: "the certificate expires in three days, and nobody renews it",
    inject: certificate({ days: 3.5 }),
    check: "edge-certificate",
    cause: "The certificate of centrifugo.localhost ends in 3 days",
  },
  {
    id: "edge-certificate-name",
    title: "the certificate is for another name",
    inject: certificate({ domain: "other.localhost" }),
    check: "edge-tls",
    cause: "The certificate is not for centrifugo.localhost",
  },
];
