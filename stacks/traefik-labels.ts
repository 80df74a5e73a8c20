import type { StackConfig } from "../config/stack-config.ts";
import type { CentrifugoFacts } from "./centrifugo-options.ts";
import { objectName, type StackIdentity } from "./names.ts";

/** Name of the TLS option whose ALPN list is HTTP/1.1 only; defined in a file, since labels cannot. */
export const websocketTlsOption = "websocket";

/**
 * Routes the websocket endpoint, and nothing else, to Centrifugo. These are service labels and not a file,
 * because Traefik takes a changed label without a restart, and a restart drops every connection.
 */
export function websocketLabels(
  config: StackConfig,
  identity: StackIdentity,
  facts: Pick<CentrifugoFacts, "externalPort" | "publicPaths">,
): Record<string, string> {
  // A dot would end the name inside a label.
  const name = identity.stack.replaceAll(".", "-");
  const router = `traefik.http.routers.${name}-websocket`;
  const service = `traefik.http.services.${name}-centrifugo`;
  const retry = `traefik.http.middlewares.${name}-retry.retry`;
  return {
    "traefik.enable": "true",
    "traefik.swarm.network": objectName(identity, "edge"),
    [`${router}.rule`]: `Host(\`${config.domain}\`) && ${pathRule(facts.publicPaths)}`,
    [`${router}.entrypoints`]: "websecure",
    [`${router}.tls`]: "true",
    [`${router}.tls.options`]: `${websocketTlsOption}@file`,
    [`${router}.middlewares`]: `${name}-retry`,
    [`${router}.service`]: `${name}-centrifugo`,
    [`${service}.loadbalancer.server.port`]: String(facts.externalPort),
    // A task that was just killed is still in Traefik's list for a moment: the next one takes the client.
    [`${retry}.attempts`]: "4",
    [`${retry}.initialinterval`]: "50ms",
  };
}

/**
 * Routes the host of the test page. It has the websocket's TLS option: over HTTP/2 a browser could use one
 * connection for both hosts, which share their certificate, and Traefik refuses what is meant for the other one.
 */
export function testPageLabels(
  domain: string,
  identity: StackIdentity,
  port: number,
): Record<string, string> {
  const name = `${identity.stack.replaceAll(".", "-")}-test-page`;
  const router = `traefik.http.routers.${name}`;
  return {
    "traefik.enable": "true",
    "traefik.swarm.network": objectName(identity, "edge"),
    [`${router}.rule`]: `Host(\`${domain}\`)`,
    [`${router}.entrypoints`]: "websecure",
    [`${router}.tls`]: "true",
    [`${router}.tls.options`]: `${websocketTlsOption}@file`,
    [`${router}.service`]: name,
    [`traefik.http.services.${name}.loadbalancer.server.port`]: String(port),
  };
}

/** One rule for the usual prefix of all transports; another one for each path that lies elsewhere. */
function pathRule(paths: readonly string[]): string {
  const usual = "/connection/";
  const others = paths.filter((path) => !path.startsWith(usual));
  const prefixes = others.length < paths.length ? [usual, ...others] : others;
  const rules = prefixes.map((prefix) => `PathPrefix(\`${prefix}\`)`);
  return rules.length === 1 ? (rules[0] ?? "") : `(${rules.join(" || ")})`;
}
