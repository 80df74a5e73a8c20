import type { StackModel, SwarmObject, SwarmSecret } from "./model.ts";
import { configText, type ObjectsById, swarmRoles } from "./swarm/files.ts";
import { part, textAt } from "./swarm/json.ts";
import { readSwarmNetwork } from "./swarm/networks.ts";
import { readSwarmService } from "./swarm/service.ts";
import { networkTargets } from "./swarm/spec.ts";
import { type SwarmObjects, stackOf } from "./swarm/swarm-objects.ts";
import { unknown } from "./value.ts";

export { objectsOfStack, type SwarmObjects, stackOf, unlistedNetworks } from "./swarm/swarm-objects.ts";

/** Reads the stack model from what runs on a Swarm. What is in a secret stays unknown: Docker never tells. */
export function fromSwarm(objects: SwarmObjects): StackModel {
  const byId = { config: indexed(objects.configs), secret: indexed(objects.secrets) };
  const stacks = new Set(objects.services.map(stackOf));
  const [stack] = stacks;
  return {
    source: "swarm",
    services: objects.services.map((service) => readSwarmService(service, byId)),
    secrets: objects.secrets.map(readSecret),
    networks: deployedNetworks(objects).map(readSwarmNetwork),
    objects: [
      ...objects.configs.map((config) => readObject("config", config)),
      ...objects.secrets.map((secret) => readObject("secret", secret)),
    ],
    stackName: stacks.size === 1 ? stack : undefined,
    remarks: [],
    sourceFiles: [],
  };
}

/** Without networks of single nodes that no service is on, and without the routing mesh, which Docker makes. */
function deployedNetworks({ services, networks }: SwarmObjects): readonly unknown[] {
  const used = new Set(services.flatMap((service) => networkTargets(part(service, "Spec"))));
  return networks.filter((network) => {
    if (used.has(textAt(network, "Id") ?? "")) return true;
    return part(network, "Scope") === "swarm" && part(network, "Ingress") !== true;
  });
}

function readSecret(object: unknown): SwarmSecret {
  const name = nameOf(object);
  const content = unknown({ label: `Swarm secret ${name}` });
  return { name, roles: swarmRoles(object), content, entries: undefined };
}

function readObject(kind: SwarmObject["kind"], object: unknown): SwarmObject {
  const name = nameOf(object);
  const text = kind === "config" ? configText(object) : undefined;
  return {
    kind,
    name,
    origin: { label: `Swarm ${kind} ${name}` },
    external: false,
    fixedName: false,
    bytes: text === undefined ? undefined : Buffer.byteLength(text),
  };
}

function indexed(objects: readonly unknown[]): ObjectsById {
  return new Map(objects.map((object) => [textAt(object, "ID") ?? "", object]));
}

function nameOf(object: unknown): string {
  return textAt(object, "Spec", "Name") ?? textAt(object, "ID") ?? "";
}
