import { z } from "zod/mini";
import { UserError } from "../config/user-error.ts";
import { type PulumiContext, pulumi } from "./pulumi.ts";

const outputsSchema = z.object({
  websocketUrl: z.string(),
  apiUrl: z.string(),
  testPageUrl: z.optional(z.string()),
  services: z.object({
    centrifugo: z.string(),
    // Not there where the Redis, or the Traefik, is somebody else's.
    redis: z.optional(z.string()),
    traefik: z.optional(z.string()),
    socketProxy: z.optional(z.string()),
  }),
  networks: z.object({ backend: z.string() }),
  /** How to get the file for the owner of a Traefik that is not of this stack. */
  traefikFile: z.optional(z.string()),
  secrets: z.object({ tokenSecret: z.string(), apiKey: z.string() }),
});

export type StackOutputs = z.output<typeof outputsSchema>;

/** What the program exports; see "Stack outputs" in the documentation of the stack. */
export async function readOutputs(context: PulumiContext): Promise<StackOutputs> {
  const outputs = await findOutputs(context);
  if (outputs !== undefined) return outputs;
  throw new UserError(`The stack ${context.stack} has no complete outputs.`, { fix: "run `make up`." });
}

/** The outputs; undefined when the stack has none yet, or those of an older version of the program. */
export async function findOutputs(context: PulumiContext): Promise<StackOutputs | undefined> {
  const text = await pulumi(context, ["stack", "output", "--stack", context.stack, "--json"]);
  return outputsSchema.safeParse(JSON.parse(text)).data;
}
