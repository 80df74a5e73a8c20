import { type Fault, settingsOf } from "./cross-check.ts";
import { missingSecret } from "./missing-secret.ts";
import { checkStrength } from "./secrets.ts";
import { PASSWORD_MIN_BYTES } from "./tables/weak-secrets.ts";

/** A Redis of this stack needs a password, and gets a long one; another one has its own, or none. */
export function checkRedisPasswords(config: Record<string, unknown>): Fault[] {
  const isExternal = settingsOf(config["redis"])["mode"] === "external";
  const { redisPassword, redisSentinelPassword } = config;
  if (!isExternal && redisPassword === undefined) {
    return [[["redisPassword"], missingSecret("redisPassword")]];
  }
  const given = [
    ["redisPassword", redisPassword],
    ["redisSentinelPassword", redisSentinelPassword],
  ] as const;
  return given.flatMap(([name, value]): Fault[] => {
    if (typeof value !== "string") return [];
    const refusal = checkStrength(name, value, isExternal ? ofSomebodyElse(name) : {});
    return refusal === undefined ? [] : [[[name], refusal]];
  });
}

/** A password can only be tried against the server, so that less is enough. */
function ofSomebodyElse(name: string) {
  const fix = `Give that Redis a longer password, and store it: \`pulumi config set --secret ${name}\`.`;
  return { minBytes: PASSWORD_MIN_BYTES, fix };
}
