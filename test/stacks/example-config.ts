import { pins } from "../../config/pins.ts";
import { redisSchema } from "../../config/redis.ts";
import type { StackConfig } from "../../config/stack-config.ts";
import { traefikSchema } from "../../config/traefik.ts";
import type { StackIdentity } from "../../stacks/names.ts";

export const exampleIdentity: StackIdentity = { project: "centrifugo-swarm", stack: "example" };

/** Values that are found at once when one of them turns up where it must not. */
export const exampleSecrets = {
  tokenSecret: "token-5f1c8f0f8f1b4d7e9a3c6b2d1e0f",
  apiKey: "api-0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c",
  redisPassword: "redis-1b2c3d4e5f6a7b8c9d0e1f2a3b4c",
  previousRedisPassword: "redis-9f8e7d6c5b4a39281706f5e4d3c2",
  certificateKey: "key-00112233445566778899aabbccddeeff",
};

type ManagedRedis = Extract<StackConfig["redis"], { readonly mode: "managed" }>;

/** Settings of a Redis that the stack deploys, as the loader gives them. */
export function managedRedis(written: object = {}, maxMemoryBytes = 192 * 1024 ** 2): ManagedRedis {
  return { ...ofMode("managed", redisSchema.parse(written)), maxMemoryBytes };
}

/** Settings of a Redis that somebody else runs, as the loader gives them. */
export function externalRedis(written: object): Extract<StackConfig["redis"], { mode: "external" }> {
  return ofMode("external", redisSchema.parse({ mode: "external", ...written }));
}

function ofMode<Redis extends { readonly mode: string }, Mode extends Redis["mode"]>(
  mode: Mode,
  redis: Redis,
): Extract<Redis, { readonly mode: Mode }> {
  if (isOf(mode, redis)) return redis;
  throw new Error(`The settings are not of mode ${mode}.`);
}

function isOf<Redis extends { readonly mode: string }, Mode extends Redis["mode"]>(
  mode: Mode,
  redis: Redis,
): redis is Extract<Redis, { readonly mode: Mode }> {
  return redis.mode === mode;
}

/** A stack's configuration as the loader gives it. */
export function exampleConfig(changes: Partial<StackConfig> = {}): StackConfig {
  const limits = { memoryBytes: 256 * 1024 ** 2, cpus: 0.5 };
  return {
    domain: "centrifugo.example.com",
    allowedOrigins: ["https://app.example.com"],
    channels: ["org:<organisation>:messages"],
    namespaces: {
      org: { access: "token", history: { size: 100, ttl: "10m" }, recovery: true, presence: false },
    },
    replicas: 2,
    images: pins.images,
    resources: { centrifugo: limits, redis: limits, traefik: limits, socketProxy: limits, testPage: limits },
    redis: managedRedis(),
    traefik: traefikSchema.parse({}),
    tls: { mode: "development" },
    centrifugo: {},
    stated: new Set(),
    encryptedOptions: new Set(),
    certificate: "certificate chain",
    ...exampleSecrets,
    ...changes,
  };
}
