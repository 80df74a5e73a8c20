import { parseImage, systemOfImage, systemOfName } from "../../model/image.ts";
import type { System } from "../../model/model.ts";
import { numberAt, textAt } from "../../model/swarm/json.ts";
import type { Order } from "./impact.ts";

/** What a service is for; `socket-proxy` and `test-page` are our own helpers. */
export type Role = System | "socket-proxy" | "test-page";

/** What of a service decides how a change of it goes. */
export interface ServiceFacts {
  /** On the Swarm: `prod_centrifugo`. */
  readonly name: string;
  readonly role: Role;
  readonly replicas: number;
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
    order: textAt(inputs, "updateConfig", "order") === "start-first" ? "start-first" : "stop-first",
    atOnce: parallelism === 0 ? replicas : Math.min(parallelism, replicas),
  };
}

function roleOf(name: string, image: string): Role {
  const system = systemOfImage(parseImage(image).repository);
  if (system !== "other") return system;
  const helper = /_(socket-proxy|test-page)$/.exec(name)?.[1];
  if (helper === "socket-proxy" || helper === "test-page") return helper;
  return systemOfName(name);
}
