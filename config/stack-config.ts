import * as z from "zod";
import { centrifugoField } from "./centrifugo/options-field.ts";
import { certificateField, certificateKeyField } from "./certificate.ts";
import { crossCheck } from "./cross-check.ts";
import { dnsCredentialsField } from "./dns-credentials.ts";
import { fields, shapedField, wholeNumber } from "./field.ts";
import { imagesSchema } from "./images.ts";
import { namespacesSchema } from "./namespaces.ts";
import { redisSchema } from "./redis.ts";
import type { ExternalRedis } from "./redis-external.ts";
import type { ManagedRedis } from "./redis-managed.ts";
import { type ResourceLimits, resourcesSchema } from "./resources.ts";
import { passwordField, redisPasswordField, secretField } from "./secrets.ts";
import { checkStackConfig } from "./stack-config-checks.ts";
import { testPageOf, testPageSchema } from "./test-page.ts";
import { tlsSchema } from "./tls.ts";
import { traefikSchema } from "./traefik.ts";
import { channelPatternField } from "./values/channel-pattern.ts";
import { domainField } from "./values/host-name.ts";
import { parseMemory } from "./values/memory.ts";
import { originField } from "./values/origin.ts";

/** What Redis keeps for data by default, as a share of its memory limit; the rest is for copies while it saves. */
const REDIS_DATA_SHARE = 0.75;

const swarmIdField = shapedField(
  {
    expected: "the id of a Swarm",
    example: "…",
    description:
      "The only Swarm that this stack may be deployed to, by its cluster id; the first `up` remembers its own unless this is set.",
    pattern: "^[a-z0-9]{25}$",
  },
  /^[a-z0-9]{25}$/,
  {
    code: "invalid-swarm-id",
    fix: "Take it from `docker info --format '{{.Swarm.Cluster.ID}}'` on a manager.",
  },
);

/** Every setting by itself. */
export const stackConfigShape = {
  domain: domainField,
  allowedOrigins: z.array(originField).min(1).register(fields, {
    expected: "a list of origins",
    example: "[https://app.example.com]",
    description: "Web pages that may connect; a browser on any other page gets a 403.",
  }),
  channels: z.array(channelPatternField).default([]).register(fields, {
    expected: "a list of channels",
    example: '["org:<organisation>:messages"]',
    description:
      "Channels that your application uses, so that one without a namespace is found before it is deployed.",
  }),
  namespaces: namespacesSchema.default({}),
  centrifugo: centrifugoField.default({}),
  replicas: wholeNumber(
    {
      expected: "a number of tasks from 1 to 100",
      example: "2",
      unit: "tasks",
      description: "Tasks of Centrifugo; clients are spread over them.",
    },
    1,
    100,
  ).default(2),
  images: imagesSchema.prefault({}),
  resources: resourcesSchema.prefault({}),
  redis: redisSchema.prefault({}),
  traefik: traefikSchema.prefault({}),
  tls: tlsSchema.prefault({}),
  testPage: testPageSchema,
  swarm: swarmIdField.optional(),
  tokenSecret: secretField("tokenSecret"),
  apiKey: secretField("apiKey"),
  redisPassword: redisPasswordField("redisPassword").optional(),
  previousRedisPassword: secretField("previousRedisPassword").optional(),
  redisSentinelPassword: redisPasswordField("redisSentinelPassword").optional(),
  testPagePassword: passwordField.optional(),
  // Needed unless Traefik gets it by ACME, or is somebody else's: see `traefik-mode.ts`.
  certificate: certificateField.optional(),
  certificateKey: certificateKeyField.optional(),
  dnsCredentials: dnsCredentialsField.optional(),
};

/** Everything that a stack file may say under `centrifugo-swarm:`. */
export const stackConfigSchema = z
  .strictObject(stackConfigShape)
  .check(crossCheck(checkStackConfig))
  .transform(withDerived);

/**
 * Puts bytes in place of the memory that Redis may use, by default a share of its limit, and fills in what the
 * test page takes from other settings.
 */
export function withDerived<
  const Settings extends {
    readonly redis: ManagedRedis | ExternalRedis;
    readonly resources: { readonly redis: ResourceLimits };
  } & Parameters<typeof testPageOf>[0],
>({ testPage: asked, ...settings }: Settings) {
  const testPage = testPageOf({ ...settings, testPage: asked });
  const redis = withMemory(settings.redis, settings.resources.redis);
  return { ...settings, ...(testPage && { testPage }), redis };
}

/** `maxMemory` as a number, in bytes. */
function withMemory(settings: ManagedRedis | ExternalRedis, limits: ResourceLimits) {
  if (settings.mode === "external") return settings;
  const { maxMemory, ...redis } = settings;
  const share = Math.floor(limits.memoryBytes * REDIS_DATA_SHARE);
  const maxMemoryBytes = (maxMemory === undefined ? undefined : parseMemory(maxMemory)) ?? share;
  return { ...redis, maxMemoryBytes };
}

/** A stack's configuration, checked and with its defaults filled in. */
export type StackConfig = z.output<typeof stackConfigSchema> & {
  /** Settings that were given, by their first key; the others are defaults. */
  readonly stated: ReadonlySet<string>;
  /** Options of Centrifugo (`engine.redis.password`) that Pulumi keeps encrypted. */
  readonly encryptedOptions: ReadonlySet<string>;
};
