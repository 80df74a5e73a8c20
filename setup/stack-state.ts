import { z } from "zod/mini";
import { type PulumiContext, pulumi } from "./pulumi.ts";

const operationSchema = z.object({
  type: z.string(),
  resource: z.object({ type: z.string(), inputs: z.optional(z.object({ name: z.optional(z.string()) })) }),
});
const resourceSchema = z.looseObject({
  type: z.string(),
  inputs: z.optional(z.looseObject({ swarmId: z.optional(z.string()) })),
});
const exportSchema = z.looseObject({
  deployment: z.nullish(
    z.looseObject({
      resources: z.optional(z.array(resourceSchema)),
      pending_operations: z.optional(z.array(operationSchema)),
    }),
  ),
});

export type PendingOperation = z.output<typeof operationSchema>;

/** What Pulumi remembers of a stack. */
export interface StackState {
  /** How many resources it holds. */
  readonly resources: number;
  /** Operations that were cut off, so that nobody recorded their end. */
  readonly pending: readonly PendingOperation[];
  /** Cluster id of the Swarm that the stack was first deployed to. */
  readonly swarmId: string | undefined;
  /** The whole state as `pulumi stack import` takes it, without the pending operations. */
  readonly withoutPending: string;
}

/** Reads the state; secrets in it stay encrypted. */
export async function readStackState(context: PulumiContext): Promise<StackState> {
  const text = await pulumi(context, ["stack", "export", "--stack", context.stack]);
  const state = exportSchema.parse(JSON.parse(text));
  const resources = state.deployment?.resources ?? [];
  const { pending_operations: pending = [], ...deployment } = state.deployment ?? {};
  return {
    resources: resources.length,
    pending,
    swarmId: resources.find(({ type }) => type === "centrifugo-swarm:stacks:Realtime")?.inputs?.swarmId,
    withoutPending: JSON.stringify({ ...state, deployment }),
  };
}
