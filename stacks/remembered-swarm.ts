import * as pulumi from "@pulumi/pulumi";
import type { StackIdentity } from "./names.ts";

/**
 * The cluster id that the stack's last `up` left in its outputs; undefined before the first one.
 * Reading it from the state, and not from a file, makes it hold for everyone who uses the same backend.
 */
export async function rememberedSwarm(identity: StackIdentity): Promise<string | undefined> {
  const organization = pulumi.getOrganization();
  const reference = new pulumi.StackReference(`${organization}/${identity.project}/${identity.stack}`);
  const details = await reference.getOutputDetails("swarmId");
  return typeof details.value === "string" ? details.value : undefined;
}
