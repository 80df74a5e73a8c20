/** Names and labels as `docker stack deploy` gives them, so that Docker's own tools show one stack. */
import { ownerLabel } from "../model/labels.ts";

export interface StackIdentity {
  /** Pulumi project. */
  readonly project: string;
  /** Pulumi stack; also the prefix of every object on the Swarm. */
  readonly stack: string;
}

/** The four networks; each service joins only those that it needs. */
export const networkNames = ["edge", "backend", "redis", "socket"] as const;
export type NetworkName = (typeof networkNames)[number];

/** The four services of every stack. */
export const serviceNames = ["redis", "centrifugo", "socket-proxy", "traefik"] as const;
/** With those that are deployed only when asked for. */
export const allServiceNames = [...serviceNames, "test-page"] as const;
export type ServiceName = (typeof allServiceNames)[number];

/** The services of one stack. */
export function servicesOf(config: { readonly testPage?: object | undefined }): readonly ServiceName[] {
  return config.testPage === undefined ? serviceNames : allServiceNames;
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
