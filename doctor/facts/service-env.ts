import { z } from "zod/mini";
import { readService } from "./services.ts";

const schema = z.object({
  Spec: z.object({
    Name: z.string(),
    TaskTemplate: z.object({ ContainerSpec: z.object({ Env: z.nullish(z.array(z.string())) }) }),
  }),
});

/** What of a service stands in clear on the Swarm, and where its secrets are mounted. */
export interface ServiceSpec {
  readonly image: string;
  readonly replicas: number | undefined;
  /** As it is, secrets too: never printed. */
  readonly env: ReadonlyMap<string, string>;
  /** Swarm secrets and configs by the path that they are mounted at. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly configs: ReadonlyMap<string, string>;
}

/** Reads one of the services that `docker service inspect` has printed. */
export function specOf(name: string, services: readonly unknown[]): ServiceSpec {
  const object = services.find((service) => schema.safeParse(service).data?.Spec.Name === name);
  const { Env } = schema.parse(object).Spec.TaskTemplate.ContainerSpec;
  const { image, replicas, secrets, configs } = readService(object);
  const pairs = (Env ?? []).map((pair): [string, string] => {
    const end = pair.indexOf("=");
    return end < 0 ? [pair, ""] : [pair.slice(0, end), pair.slice(end + 1)];
  });
  return { image, replicas, env: new Map(pairs), secrets, configs };
}
