import * as z from "zod";
import { isEncryptedText } from "./centrifugo/check-options.ts";
import { parseJson } from "./coerce.ts";
import type { Inspection } from "./inspect.ts";
import { type StackConfig, stackConfigShape, withDerived } from "./stack-config.ts";

/** Stands for a value that is not known: long and random, so that it is like nothing else. */
const placeholder = () =>
  Array.from({ length: 4 }, () => Math.random().toString(36).slice(2).padEnd(12, "x")).join("");
const anyText = z.string().default(placeholder);

/**
 * A configuration without what is wrong in it and with placeholders for what is missing or encrypted, so that
 * the rules can say all that is wrong besides; undefined when too little is left.
 */
export function repairedConfig({
  input,
  findings,
  own,
  encryptedOptions,
}: Inspection): StackConfig | undefined {
  const repaired = structuredClone(input);
  // From the last to the first, so that removing an item of a list moves no other one.
  for (const { path, at, refusal } of [...findings].reverse()) {
    // A secret in clear is as good a value as an encrypted one.
    if (refusal.code === "plain-secret") continue;
    // What lacks something goes as a whole; what the stack lacks gets a placeholder.
    const broken = at === "parent" ? path.slice(0, -1) : path;
    if (broken.length > 0) remove(repaired, broken);
  }
  for (const [key, value] of Object.entries(repaired)) {
    const known = withoutEncrypted(typeof value === "string" ? parseJson(value) : value);
    if (known === undefined) delete repaired[key];
    else repaired[key] = known;
  }
  const parsed = repairSchema().safeParse(repaired);
  if (!parsed.success) return undefined;
  return {
    ...withDerived(parsed.data),
    ...redisPasswords(parsed.data, own),
    stated: new Set(Object.keys(own)),
    encryptedOptions: encryptedOptions ?? new Set(),
  };
}

/** A Redis that somebody else runs has those passwords that the file has. */
function redisPasswords(
  { redis, redisPassword }: { readonly redis: { readonly mode: string }; readonly redisPassword: string },
  own: Inspection["own"],
): Pick<StackConfig, "redisPassword" | "redisSentinelPassword"> {
  const isSet = (name: string) => own[name] !== undefined;
  return {
    redisPassword: redis.mode === "external" && !isSet("redisPassword") ? undefined : redisPassword,
    redisSentinelPassword: isSet("redisSentinelPassword") ? placeholder() : undefined,
  };
}

/** What the rules do not need gets a placeholder; what is still wrong falls back to its default. */
function repairSchema() {
  return z.object({
    ...stackConfigShape,
    domain: stackConfigShape.domain.default("example.invalid"),
    allowedOrigins: stackConfigShape.allowedOrigins.default(["https://example.invalid"]),
    centrifugo: z.custom<StackConfig["centrifugo"]>().default({}),
    tokenSecret: anyText,
    apiKey: anyText,
    redisPassword: anyText,
    testPagePassword: anyText,
    previousRedisPassword: z.undefined().optional(),
    redisSentinelPassword: z.undefined().optional(),
    certificate: anyText,
    certificateKey: anyText,
  });
}

function remove(target: unknown, path: readonly PropertyKey[]): void {
  const [key, ...rest] = path;
  if (typeof target !== "object" || target === null || key === undefined) return;
  if (rest.length > 0) remove(Reflect.get(target, key), rest);
  else if (Array.isArray(target)) target.splice(Number(key), 1);
  else Reflect.deleteProperty(target, key);
}

/** Encrypted texts become placeholders; undefined for a setting that is nothing but one. */
function withoutEncrypted(value: unknown): unknown {
  if (isEncryptedText(value)) return undefined;
  if (Array.isArray(value)) return value.map((item) => withoutEncrypted(item) ?? placeholder());
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      isEncryptedText(item) ? placeholder() : withoutEncrypted(item),
    ]),
  );
}
