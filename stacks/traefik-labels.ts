import type { StackConfig } from "../config/stack-config.ts";
import type { CentrifugoFacts } from "./centrifugo-options.ts";
import { edgeLabels } from "./edge-labels.ts";
import type { StackIdentity } from "./names.ts";

/**
 * Routes the websocket endpoint, and nothing else, to Centrifugo. These are service labels and not a file,
 * because Traefik takes a changed label without a restart, and a restart drops every connection.
 */
export function websocketLabels(
  config: StackConfig,
  identity: StackIdentity,
  facts: Pick<CentrifugoFacts, "externalPort" | "publicPaths">,
): Record<string, string> {
  const name = nameIn(identity);
  const retry = `traefik.http.middlewares.${name}-retry.retry`;
  return {
    ...routeLabels(config, identity, {
      router: `${name}-websocket`,
      service: `${name}-centrifugo`,
      rule: `Host(\`${config.domain}\`) && ${pathRule(facts.publicPaths)}`,
      port: facts.externalPort,
      middlewares: `${name}-retry`,
    }),
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
  config: StackConfig,
  identity: StackIdentity,
  port: number,
): Record<string, string> {
  const name = `${nameIn(identity)}-test-page`;
  return routeLabels(config, identity, { router: name, service: name, rule: `Host(\`${domain}\`)`, port });
}

interface Route {
  readonly router: string;
  readonly service: string;
  /** In the form that v2 and v3 read alike: one value a matcher. */
  readonly rule: string;
  readonly port: number;
  readonly middlewares?: string;
}

function routeLabels(
  config: StackConfig,
  identity: StackIdentity,
  { router, service, rule, port, middlewares }: Route,
): Record<string, string> {
  const edge = edgeLabels(config, identity);
  return {
    ...edge.service,
    ...below(`traefik.http.routers.${router}`, {
      rule,
      ...edge.router,
      ...(middlewares !== undefined && { middlewares }),
      service,
    }),
    ...below(`traefik.http.services.${service}.loadbalancer`, {
      "server.port": String(port),
      ...edge.balancer,
    }),
  };
}

function below(prefix: string, options: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(options).map(([key, value]) => [`${prefix}.${key}`, value]));
}

/** A dot would end the name inside a label. */
function nameIn({ stack }: StackIdentity): string {
  return stack.replaceAll(".", "-");
}

/** One rule for the usual prefix of all transports; another one for each path that lies elsewhere. */
function pathRule(paths: readonly string[]): string {
  const usual = "/connection/";
  const others = paths.filter((path) => !path.startsWith(usual));
  const prefixes = others.length < paths.length ? [usual, ...others] : others;
  const rules = prefixes.map((prefix) => `PathPrefix(\`${prefix}\`)`);
  return rules.length === 1 ? (rules[0] ?? "") : `(${rules.join(" || ")})`;
}
