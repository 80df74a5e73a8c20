import * as z from "zod";
import { crossCheck, type Fault } from "./cross-check.ts";
import { externalTraefikShape } from "./external-traefik.ts";
import { fields, wholeNumber } from "./field.ts";
import { choiceField } from "./values/choice.ts";
import { shortDurationField } from "./values/duration.ts";
import { ipRangeField } from "./values/ip-range.ts";
import { nodeField } from "./values/node-name.ts";

const port = (example: string, description: string) =>
  wholeNumber({ expected: "a port number from 1 to 65535", example, description }, 1, 65_535);

const trustedIpsField = z.array(ipRangeField).register(fields, {
  expected: "a list of IP addresses or ranges",
  example: "[10.0.0.0/8]",
  description:
    "Load balancers in front of Traefik: their `X-Forwarded-For` says who the client is. From everybody else that header is replaced, since a client can write anything into it.",
});

/** PROXY protocol, as Traefik calls it; there is no `insecure`, which believes everybody. */
const proxyProtocolField = z
  .strictObject({
    trustedIps: z.array(ipRangeField).min(1).register(fields, {
      expected: "a list of IP addresses or ranges",
      example: "[10.0.0.5]",
      description:
        "Load balancers whose PROXY header is believed. One from anybody else is dropped unread; connections without a header are taken too.",
    }),
  })
  .register(fields, {
    expected: "whose PROXY protocol is believed",
    example: "{ trustedIps: [10.0.0.5] }",
    description:
      "For a load balancer that hands on TCP, and says in a PROXY header (version 1 or 2) who the client is. On both entry points.",
  });

/** `traefik:` in the stack file. */
export const traefikSchema = z
  .strictObject({
    mode: choiceField(["managed", "external"], {
      example: "managed",
      description:
        "`managed`: Traefik is part of this stack and takes its ports. `external`: one runs already, and Centrifugo joins its network; see [existing-traefik.md](existing-traefik.md).",
    }).prefault("managed"),
    /** Each task takes the ports of its node, so a Swarm runs at most one per node. */
    replicas: wholeNumber(
      {
        expected: "a number of tasks from 1 to 100",
        example: "1",
        unit: "tasks",
        description:
          "Tasks of Traefik. Each takes the ports of its node, so a Swarm runs at most one a node.",
      },
      1,
      100,
    ).default(1),
    /** Host name of the Swarm node that Traefik runs on; needed by `tls.mode: acme` on a Swarm of several nodes. */
    node: nodeField(
      "The only Swarm node that Traefik runs on. Needed with `tls.mode: acme` when the Swarm has more than one node: the certificates lie in a volume of that node. The DNS name of `domain` has to lead there.",
    ).optional(),
    /** Redirects to the public port; plain HTTP for a load balancer where TLS is offloaded. */
    httpPort: port(
      "80",
      "Port of each node that redirects to `httpsPort`; with `tls.mode: offloaded` the one that the load balancer connects to.",
    ).default(80),
    httpsPort: port("443", "Port of each node that clients connect to.").default(443),
    /** Oldest version of TLS that a client may speak. */
    minTlsVersion: choiceField(["VersionTLS12", "VersionTLS13"], {
      example: "VersionTLS12",
      description: "The oldest version of TLS that a client may speak. Every current browser speaks 1.3.",
    }).default("VersionTLS12"),
    /** Load balancers in front of Traefik whose `X-Forwarded-For` is believed. */
    trustedIps: trustedIpsField.default([]),
    /** Load balancers in front of Traefik whose PROXY header is believed; undefined: nobody's. */
    proxyProtocol: proxyProtocolField.optional(),
    /** Port in the addresses that browsers use; undefined: see `publicPortOf`. */
    publicPort: port(
      "443",
      "Port in the addresses that browsers use: `httpsPort`, unless a load balancer or the existing Traefik in front has another one. With `mode: external` or `tls.mode: offloaded` 443 unless set.",
    ).optional(),
    /** How often Traefik asks the Swarm for its tasks. */
    refreshInterval: shortDurationField(
      "2s",
      "1s",
      "15s",
      "How often Traefik asks the Swarm for its tasks. A killed task stays in its list for this long.",
    ).default("2s"),
    /** How long Traefik tries to reach a task before it takes the next one. */
    dialTimeout: shortDurationField(
      "300ms",
      "50ms",
      "10s",
      "How long Traefik tries to reach a task before it takes the next one. Raise it only where nodes are far apart: clients of a killed task wait for it.",
    ).default("300ms"),
    /** How long an idle keep-alive connection stays open; a websocket is never idle. */
    idleTimeout: shortDurationField(
      "180s",
      "10s",
      "1h",
      "How long an idle keep-alive connection stays open; a websocket is never idle. A load balancer in front must close its own first: set more than its idle timeout.",
    ).default("180s"),
    /** How long a stopping Traefik waits for requests that still run; no new ones are taken meanwhile. */
    graceTimeout: shortDurationField(
      "10s",
      "1s",
      // The task is killed after 20 s.
      "15s",
      "How long a stopping Traefik waits for requests that still run (SSE and HTTP streaming; websockets are not waited for). It takes no new ones meanwhile, so an update is that much longer.",
    ).default("10s"),
    logLevel: choiceField(["DEBUG", "INFO", "WARN", "ERROR"], {
      example: "INFO",
      description: "What Traefik writes to its log: `ERROR` is the least.",
    }).default("INFO"),
    /** One line a request, without its query. */
    accessLog: z
      .boolean()
      .register(fields, {
        expected: "true or false",
        example: "true",
        description:
          "Whether Traefik logs one line a request, with the client's IP address and without the query, where tokens can stand. A websocket gets its line when it closes.",
      })
      .default(false),
    ...externalTraefikShape,
  })
  .register(fields, {
    expected: "the settings of Traefik",
    example: "{ mode: managed, replicas: 1 }",
    description:
      "The server that clients connect to: it ends TLS and hands websockets to Centrifugo's tasks.",
  })
  .check(crossCheck(checkNode));

function checkNode({ node, replicas }: Record<string, unknown>): Fault[] {
  if (node === undefined || typeof replicas !== "number" || replicas < 2) return [];
  const message = "one node runs one task of Traefik at most";
  const fix = "Set `replicas: 1`, or remove `node`.";
  return [[["replicas"], { code: "replicas-on-one-node", message, found: `\`${replicas}\``, fix }]];
}
