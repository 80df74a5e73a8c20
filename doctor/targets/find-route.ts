import type { Service } from "../../model/model.ts";
import type { Port } from "../../model/service-spec.ts";
import { hostsOf } from "../../model/traefik.ts";
import { clear } from "../../model/value.ts";
import type { CentrifugoOptions } from "./centrifugo-options.ts";

/** The address that clients use: the host in the rule of a router on the service, and the port of Traefik for TLS. */
export function websocketUrlOf(
  { labels }: Service,
  traefik: Service | undefined,
  options: CentrifugoOptions,
): string | undefined {
  const rules = [...labels].flatMap(([label, value]) =>
    /^traefik\.http\.routers\.[^.]+\.rule$/i.test(label) ? (clear(value) ?? []) : [],
  );
  const [host] = rules.flatMap((rule) => hostsOf({ rule }));
  const port = tlsPort(traefik?.ports ?? []);
  const authority = port === undefined || port === 443 ? host : `${host}:${port}`;
  return host === undefined ? undefined : `wss://${authority}${options.text("websocket.handler_prefix")}`;
}

/** What is published for the port that Traefik speaks TLS on, by custom 443 or 8443. */
function tlsPort(ports: readonly Port[]): number | undefined {
  const published = ports.flatMap(({ published: value, target }) => {
    const [to, from] = [clear(target), clear(value)];
    return to !== undefined && from !== undefined ? [{ to, from }] : [];
  });
  return (
    published.find(({ from }) => from === 443) ?? published.find(({ to }) => String(to).endsWith("443"))
  )?.from;
}
