import { randomBytes } from "node:crypto";
import type { Report } from "./console.ts";
import type { Project } from "./project.ts";
import type { PulumiContext } from "./pulumi.ts";
import { type StackValues, setSecret } from "./stack.ts";

/** Generated on first use; `pulumi config set --secret` replaces one. */
export const generatedSecrets = ["tokenSecret", "apiKey", "redisPassword"] as const;

/** 32 random bytes in digits that need no quoting in a .env file, a header, a URL or a shell. */
export function newSecret(): string {
  return randomBytes(32).toString("hex");
}

/** Makes the secrets that the stack does not have yet. One that is there is never changed. */
export async function ensureSecrets(
  context: PulumiContext,
  project: Project,
  values: StackValues,
  report: Report,
): Promise<StackValues> {
  const missing = generatedSecrets.filter((name) => values[`${project.name}:${name}`] === undefined);
  if (missing.length === 0) return values;
  const made = { ...values };
  // One after the other: each call rewrites the stack file.
  for (const name of missing) {
    const value = newSecret();
    await setSecret(context, name, value);
    made[`${project.name}:${name}`] = value;
  }
  report(`generated ${missing.join(", ")} (encrypted in the stack file)`);
  return made;
}
