import { settingsOf } from "../config/cross-check.ts";
import { isExternalRedis } from "../config/redis-mode.ts";
import { type SecretName, secretNames } from "../config/secrets.ts";
import type { Report } from "./console.ts";
import type { Existing } from "./new-stack/existing.ts";
import { type PulumiContext, pulumi } from "./pulumi.ts";

/** Secrets of a stack file: those that `make up` makes anew, and those that only their owner has. */
export interface StoredSecrets {
  readonly made: readonly SecretName[];
  readonly given: readonly SecretName[];
}

/** Tells apart what a stack file has, by its settings as they are written. */
export function storedSecrets(existing: Existing): StoredSecrets {
  const stored = secretNames.filter((name) => existing[name] !== undefined);
  const given = new Set<SecretName>([
    "redisSentinelPassword",
    "dnsCredentials",
    ...(isExternalRedis(existing["redis"]) ? (["redisPassword"] as const) : []),
    ...(settingsOf(existing["tls"])["mode"] === "files" ? (["certificate", "certificateKey"] as const) : []),
  ]);
  return {
    made: stored.filter((name) => !given.has(name)),
    given: stored.filter((name) => given.has(name)),
  };
}

/** Takes the secrets that can be made again out of the stack file; those that somebody else gave stay in it. */
export async function purgeSecrets(
  context: PulumiContext,
  existing: Existing,
  report: Report,
): Promise<void> {
  const { made, given } = storedSecrets(existing);
  if (made.length > 0) {
    await pulumi(context, ["config", "rm-all", "--stack", context.stack, ...made]);
    report(`removed from the stack file: ${made.join(", ")}; the next \`make up\` makes new ones`);
  }
  if (given.length > 0)
    report(`kept in the stack file, since \`make up\` cannot make them: ${given.join(", ")}`);
}
