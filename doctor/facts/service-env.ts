import { z } from "zod/mini";
import { readDocument } from "../../model/settings-file.ts";
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

const configSchema = z.object({ Spec: z.object({ Name: z.string(), Data: z.optional(z.string()) }) });

/** A value in a JSON or YAML file that is a Swarm config, by its dotted key; undefined: it is not there, or no text. */
export function valueInConfig(
  name: string | undefined,
  key: string,
  configs: readonly unknown[],
): string | undefined {
  const data = configs
    .map((config) => configSchema.safeParse(config).data?.Spec)
    .find((spec) => spec !== undefined && spec.Name === name)?.Data;
  if (data === undefined) return undefined;
  let value: unknown = readDocument(Buffer.from(data, "base64").toString("utf8"));
  for (const part of key.split("."))
    value = typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
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
