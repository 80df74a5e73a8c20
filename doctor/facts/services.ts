import { posix } from "node:path";
import { z } from "zod/mini";
import { ownerLabel } from "../../model/labels.ts";

const stackLabel = "com.docker.stack.namespace";

const schema = z.object({
  ID: z.string(),
  Spec: z.object({
    Name: z.string(),
    Labels: z.nullish(z.record(z.string(), z.string())),
    Mode: z.object({
      Replicated: z.optional(z.object({ Replicas: z.optional(z.number()) })),
      Global: z.optional(z.object({})),
    }),
    TaskTemplate: z.object({
      ContainerSpec: z.object({
        Image: z.string(),
        Secrets: z.nullish(
          z.array(z.object({ SecretName: z.string(), File: z.optional(z.object({ Name: z.string() })) })),
        ),
        Configs: z.nullish(
          z.array(z.object({ ConfigName: z.string(), File: z.optional(z.object({ Name: z.string() })) })),
        ),
      }),
    }),
  }),
  UpdateStatus: z.nullish(z.object({ State: z.optional(z.string()), Message: z.optional(z.string()) })),
});

/** A service as Swarm runs it. */
export interface SwarmService {
  readonly id: string;
  readonly name: string;
  /** The stack by Docker's label; the service's own name where it has none. */
  readonly stack: string;
  /** Labels by which it counts as part of its stack. */
  readonly stackLabels: Readonly<Record<string, string>>;
  /** Undefined: one on every node. */
  readonly replicas: number | undefined;
  readonly image: string;
  /** Names of the Swarm secrets that it mounts, by path. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Names of the Swarm configs that it mounts, by path. */
  readonly configs: ReadonlyMap<string, string>;
  /** `updating`, `paused`, `completed`, `rollback_completed` …; undefined: never updated. */
  readonly updateState: string | undefined;
  readonly updateMessage: string;
}

/** Reads what `docker service inspect` prints of one service. */
export function readService(object: unknown): SwarmService {
  const { ID, Spec, UpdateStatus } = schema.parse(object);
  const labels = Object.entries(Spec.Labels ?? {});
  const { Image, Secrets, Configs } = Spec.TaskTemplate.ContainerSpec;
  return {
    id: ID,
    name: Spec.Name,
    stack: Spec.Labels?.[stackLabel] ?? Spec.Name,
    stackLabels: Object.fromEntries(labels.filter(([label]) => label === stackLabel || label === ownerLabel)),
    replicas: Spec.Mode.Global === undefined ? (Spec.Mode.Replicated?.Replicas ?? 1) : undefined,
    image: Image,
    secrets: new Map(
      (Secrets ?? []).map(({ SecretName, File }) => [
        posix.resolve("/run/secrets", File?.Name ?? SecretName),
        SecretName,
      ]),
    ),
    configs: new Map(
      (Configs ?? []).map(({ ConfigName, File }) => [
        posix.resolve("/", File?.Name ?? ConfigName),
        ConfigName,
      ]),
    ),
    updateState: UpdateStatus?.State,
    updateMessage: UpdateStatus?.Message ?? "",
  };
}
