import { listAt, mapAt, part, textAt } from "./json.ts";
import { stackLabel } from "./service.ts";
import { networkTargets } from "./spec.ts";

/** What `docker … inspect` prints, parsed: a list for each kind. */
export interface SwarmObjects {
  readonly services: readonly unknown[];
  readonly networks: readonly unknown[];
  readonly configs: readonly unknown[];
  /** Docker never shows what is in them. */
  readonly secrets: readonly unknown[];
}

/** The services of one stack, with what they use and what else carries the stack's name. */
export function objectsOfStack(objects: SwarmObjects, stack: string): SwarmObjects {
  const services = objects.services.filter((service) => stackOf(service) === stack);
  const used = new Set(services.flatMap(usedIds));
  const isOfStack = (object: unknown) =>
    stackOf(object) === stack || used.has(textAt(object, "ID") ?? textAt(object, "Id") ?? "");
  return {
    services,
    networks: objects.networks.filter(isOfStack),
    configs: objects.configs.filter(isOfStack),
    secrets: objects.secrets.filter(isOfStack),
  };
}

/** Ids of networks that services are on and that are not among these. */
export function unlistedNetworks(services: readonly unknown[], networks: readonly unknown[]): string[] {
  const listed = new Set(networks.map((network) => textAt(network, "Id")));
  const used = new Set(services.flatMap((service) => networkTargets(part(service, "Spec"))));
  return [...used].filter((id) => !listed.has(id));
}

/** The stack that an object is of by its label; undefined: none. */
export function stackOf(object: unknown): string | undefined {
  return mapAt(object, "Spec", "Labels").get(stackLabel) ?? mapAt(object, "Labels").get(stackLabel);
}

function usedIds(service: unknown): readonly string[] {
  const container = ["Spec", "TaskTemplate", "ContainerSpec"];
  const ids = (list: string, key: string) =>
    listAt(service, ...container, list).flatMap((mount) => textAt(mount, key) ?? []);
  return [
    ...networkTargets(part(service, "Spec")),
    ...ids("Configs", "ConfigID"),
    ...ids("Secrets", "SecretID"),
  ];
}
