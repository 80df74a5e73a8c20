import * as pulumi from "@pulumi/pulumi";
import type { RealtimeArgs } from "../../stacks/realtime.ts";

export interface RecordedResource {
  readonly type: string;
  readonly name: string;
  readonly props: Record<string, unknown>;
}

/** Declares `Realtime` against Pulumi's mocks and gives back what reached the engine, secrets unwrapped. */
export async function recordRealtime(args: Omit<RealtimeArgs, "swarmId">): Promise<RecordedResource[]> {
  const recorded: RecordedResource[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        recorded.push({ type, name, props: withoutSecretMarks(inputs) as Record<string, unknown> });
        return { id: `id-of-${name}`, state: { ...inputs, name: inputs["name"] ?? `name-of-${name}` } };
      },
      call: () => ({}),
    },
    args.identity.project,
    args.identity.stack,
  );
  const { Realtime } = await import("../../stacks/realtime.ts");
  new Realtime(args.identity.stack, { ...args, swarmId: "k2m" });
  await pulumi.runtime.disconnect();
  return recorded;
}

const secretMark = "4dabf18193072939515e22adb298388d";

function withoutSecretMarks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecretMarks);
  if (typeof value !== "object" || value === null) return value;
  if (secretMark in value && "value" in value) return withoutSecretMarks(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecretMarks(inner)]));
}
