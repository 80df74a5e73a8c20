import { CERTIFICATE, PRIVATE_KEY } from "./certificate.ts";
import { checkCertificate } from "./certificate-checks.ts";
import { type Fault, settingsOf } from "./cross-check.ts";
import { quote } from "./field.ts";
import { checkRedisThreads } from "./redis-checks.ts";
import { checkRedisPasswords } from "./redis-password.ts";
import { checkTestPage } from "./test-page-checks.ts";
import { isHostName } from "./values/host-name.ts";
import { parseMemory } from "./values/memory.ts";

/** What single settings cannot see. */
export function checkStackConfig(config: Record<string, unknown>): Fault[] {
  return [
    ...checkSharedSecrets(config),
    ...checkRedisPasswords(config),
    ...checkRedisMemory(config),
    ...checkRedisThreads(config),
    ...checkTls(config),
    ...checkTestPage(config),
  ];
}

/** One leak must not open everything, so each secret has a value of its own. */
function checkSharedSecrets(config: Record<string, unknown>): Fault[] {
  const faults: Fault[] = [];
  const owners = new Map<string, string>();
  for (const name of [
    "tokenSecret",
    "apiKey",
    "redisPassword",
    "previousRedisPassword",
    "testPagePassword",
  ]) {
    const value = config[name];
    if (typeof value !== "string" || value === "") continue;
    const owner = owners.get(value);
    if (owner === undefined) {
      owners.set(value, name);
      continue;
    }
    const fix = `Make a new one: \`openssl rand -hex 32 | pulumi config set --secret ${name}\`.`;
    faults.push([[name], { code: "shared-secret", message: `it has the same value as \`${owner}\``, fix }]);
  }
  return faults;
}

/** Redis needs memory beyond its data; at the limit of its task the kernel ends it. */
function checkRedisMemory(config: Record<string, unknown>): Fault[] {
  const maxMemory = settingsOf(config["redis"])["maxMemory"];
  const limit = settingsOf(settingsOf(config["resources"])["redis"])["memoryBytes"];
  if (typeof maxMemory !== "string" || typeof limit !== "number") return [];
  if ((parseMemory(maxMemory) ?? 0) < limit) return [];
  const message = "expected less than the memory limit of Redis' task";
  const fix = "Lower it, or raise `resources.redis.memory`; three quarters of the limit is a good share.";
  return [[["redis", "maxMemory"], { code: "redis-memory", message, found: quote(maxMemory), fix }]];
}

function checkTls({ certificate, certificateKey, domain }: Record<string, unknown>): Fault[] {
  if (typeof certificate !== "string" || !CERTIFICATE.test(certificate)) return [];
  const key =
    typeof certificateKey === "string" && PRIVATE_KEY.test(certificateKey) ? certificateKey : undefined;
  const host = typeof domain === "string" && isHostName(domain) ? domain : undefined;
  return checkCertificate(certificate, key, host, Date.now());
}
