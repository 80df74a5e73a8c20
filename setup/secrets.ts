import { randomBytes, randomInt } from "node:crypto";
import { isExternalRedis } from "../config/redis-mode.ts";
import { testPageHost } from "../config/test-page.ts";
import type { Report } from "./console.ts";
import type { Project } from "./project.ts";
import type { PulumiContext } from "./pulumi.ts";
import { type StackValues, setSecret } from "./stack.ts";

/** Generated on first use; `pulumi config set --secret` replaces one. */
export const generatedSecrets = ["tokenSecret", "apiKey", "redisPassword"] as const;
type GeneratedSecret = (typeof generatedSecrets)[number] | "testPagePassword";

/** The secrets that a stack needs and that can be made for it, by its settings as they are written. */
export function secretsFor(settings: {
  readonly testPage?: unknown;
  readonly redis?: unknown;
}): readonly GeneratedSecret[] {
  const hasPage = testPageHost("example.invalid", settings.testPage) !== undefined;
  const always = generatedSecrets.filter(
    // Somebody else's Redis has a password of its own, or none.
    (name) => name !== "redisPassword" || !isExternalRedis(settings.redis),
  );
  return hasPage ? [...always, "testPagePassword"] : always;
}

/** 32 random bytes in digits that need no quoting in a .env file, a header, a URL or a shell. */
export function newSecret(): string {
  return randomBytes(32).toString("hex");
}

/** Without what is easily mistaken for something else. */
const letters = "abcdefghijkmnpqrstuvwxyz23456789";

/** For a person to type, on a phone too: 100 bits in five groups, such as `k7mq-2xzp-…`. */
export function newPassword(): string {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("");
  return Array.from({ length: 5 }, group).join("-");
}

/** Makes the secrets that the stack does not have yet. One that is there is never changed. */
export async function ensureSecrets(
  context: PulumiContext,
  project: Project,
  values: StackValues,
  report: Report,
): Promise<StackValues> {
  const wanted = secretsFor({
    testPage: values[`${project.name}:testPage`],
    redis: values[`${project.name}:redis`],
  });
  const missing = wanted.filter((name) => values[`${project.name}:${name}`] === undefined);
  if (missing.length === 0) return values;
  const made = { ...values };
  // One after the other: each call rewrites the stack file.
  for (const name of missing) {
    const value = name === "testPagePassword" ? newPassword() : newSecret();
    await setSecret(context, name, value);
    made[`${project.name}:${name}`] = value;
  }
  report(`generated ${missing.join(", ")} (encrypted in the stack file)`);
  return made;
}
