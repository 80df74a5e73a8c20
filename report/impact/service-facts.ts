import { parseImage, systemOfImage, systemOfName } from "../../model/image.ts";
import type { System } from "../../model/model.ts";
import { numberAt, part, textAt } from "../../model/swarm/json.ts";
import type { Order } from "./impact.ts";

/** Our own helpers, by the end of their names. */
const helpers = ["socket-proxy", "test-page", "certificates"] as const;

/** What a service is for. */
export type Role = System | (typeof helpers)[number];

/** What of a service decides how a change of it goes. */
export interface ServiceFacts {
  /** On the Swarm: `prod_centrifugo`. */
  readonly name: string;
  readonly role: Role;
  /** 1 for a service that is global. */
  readonly replicas: number;
  /** One task on each node. */
  readonly isGlobal: boolean;
  readonly order: Order;
  /** Tasks that are updated at the same time; 0 on the Swarm means all. */
  readonly atOnce: number;
}

/** Reads them from the inputs of a `docker.Service`, with Swarm's defaults for what is not given. */
export function serviceFacts(inputs: unknown, logicalName: string): ServiceFacts {
  const name = textAt(inputs, "name") ?? logicalName;
  const replicas = numberAt(inputs, "mode", "replicated", "replicas") ?? 1;
  const parallelism = numberAt(inputs, "updateConfig", "parallelism") ?? 1;
  return {
    name,
    role: roleOf(name, textAt(inputs, "taskSpec", "containerSpec", "image") ?? ""),
    replicas,
    isGlobal: part(inputs, "mode", "global") === true,
    order: textAt(inputs, "updateConfig", "order") === "start-first" ? "start-first" : "stop-first",
    atOnce: parallelism === 0 ? replicas : Math.min(parallelism, replicas),
  };
}

/** What hands Traefik its certificate runs Traefik's image, so the names come first. */
function roleOf(name: string, image: string): Role {
  const helper = helpers.find((one) => name.endsWith(`_${one}`));
  if (helper !== undefined) return helper;
  const system = systemOfImage(parseImage(image).repository);
  return system === "other" ? systemOfName(name) : system;
}
