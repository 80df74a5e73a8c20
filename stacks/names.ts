/** Names and labels as `docker stack deploy` gives them, so that Docker's own tools show one stack. */
import { isExternal, watchesCertificate } from "../config/traefik-mode.ts";
import { ownerLabel } from "../model/labels.ts";

export interface StackIdentity {
  /** Pulumi project. */
  readonly project: string;
  /** Pulumi stack; also the prefix of every object on the Swarm. */
  readonly stack: string;
}

/**
 * The networks of a whole stack; each service joins only those that it needs. Behind a Traefik of somebody else `edge`
 * stands for the one that it shares with its applications, and there is no `socket`; `redis` is there with a Redis of
 * the stack's own.
 */
export const networkNames = ["edge", "backend", "redis", "socket"] as const;
export type NetworkName = (typeof networkNames)[number];

/** The services of a stack that brings all of its own. */
export const serviceNames = ["redis", "centrifugo", "socket-proxy", "traefik"] as const;
/** With those that are deployed only when asked for. */
export const allServiceNames = [...serviceNames, "certificates", "test-page"] as const;
export type ServiceName = (typeof allServiceNames)[number];

/** What decides which objects there are. */
interface Extent {
  readonly testPage?: object | undefined;
  readonly redis: { readonly mode: string };
  readonly traefik: { readonly mode: string; readonly network?: string | undefined };
  readonly tls: { readonly mode: string };
}

/** The services of one stack. */
export function servicesOf(extent: Extent): readonly ServiceName[] {
  const edge: readonly ServiceName[] = ["socket-proxy", "traefik"];
  const isDeployed = (name: ServiceName): boolean => {
    if (name === "test-page") return extent.testPage !== undefined;
    if (name === "certificates") return watchesCertificate(extent);
    if (name === "redis") return extent.redis.mode !== "external";
    return !(isExternal(extent.traefik) && edge.includes(name));
  };
  return allServiceNames.filter(isDeployed);
}

/** The networks that one stack makes. */
export function ownNetworksOf({ redis, traefik }: Pick<Extent, "redis" | "traefik">): readonly NetworkName[] {
  const foreign: readonly NetworkName[] = [
    ...(isExternal(traefik) ? (["edge", "socket"] as const) : []),
    ...(redis.mode === "external" ? (["redis"] as const) : []),
  ];
  return networkNames.filter((name) => !foreign.includes(name));
}

/** Name on the Swarm of the network that Traefik and what it routes to share. */
export function edgeNetworkName({ traefik }: Pick<Extent, "traefik">, identity: StackIdentity): string {
  return externalNetworkOf({ traefik }) ?? objectName(identity, "edge");
}

/** Name of the network of a Traefik that is not of this stack; undefined: the stack has its own. */
export function externalNetworkOf({ traefik }: Pick<Extent, "traefik">): string | undefined {
  return isExternal(traefik) ? traefik.network : undefined;
}

/** Name of an object on the Swarm: `dev_centrifugo`. */
export function objectName(identity: StackIdentity, name: string): string {
  return `${identity.stack}_${name}`;
}

export function ownerOf(identity: StackIdentity): string {
  return `${identity.project}/${identity.stack}`;
}

export function stackLabels(identity: StackIdentity): Record<string, string> {
  return { "com.docker.stack.namespace": identity.stack, [ownerLabel]: ownerOf(identity) };
}

/** Sorted, because Docker gives labels back as a map and any other order would show as a change. */
export function labelList(labels: Readonly<Record<string, string>>): { label: string; value: string }[] {
  return Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, value]) => ({ label, value }));
}
