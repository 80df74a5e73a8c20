import * as z from "zod";
import { certificateField, certificateKeyField } from "./certificate.ts";
import { crossCheck } from "./cross-check.ts";
import { fields, quote, type Refusal, textField, wholeNumber } from "./field.ts";
import { imagesSchema } from "./images.ts";
import { namespacesSchema } from "./namespaces.ts";
import { redisSchema } from "./redis.ts";
import { resourcesSchema } from "./resources.ts";
import { secretField } from "./secrets.ts";
import { checkStackConfig } from "./stack-config-checks.ts";
import { tlsSchema } from "./tls.ts";
import { traefikSchema } from "./traefik.ts";
import { channelPatternField } from "./values/channel-pattern.ts";
import { domainField } from "./values/host-name.ts";
import { parseMemory } from "./values/memory.ts";
import { originField } from "./values/origin.ts";

/** What Redis keeps for data by default, as a share of its memory limit; the rest is for copies while it saves. */
const REDIS_DATA_SHARE = 0.75;

const swarmIdField = textField(
  { expected: "the id of a Swarm", example: "…" },
  (text): Refusal | undefined => {
    if (/^[a-z0-9]{25}$/.test(text)) return undefined;
    const fix = "Take it from `docker info --format '{{.Swarm.Cluster.ID}}'` on a manager.";
    return { code: "invalid-swarm-id", message: "expected the id of a Swarm", found: quote(text), fix };
  },
);

/** Everything that a stack file may say under `centrifugo-swarm:`. */
export const stackConfigSchema = z
  .strictObject({
    domain: domainField,
    allowedOrigins: z
      .array(originField)
      .min(1)
      .register(fields, { expected: "a list of origins", example: "[https://app.example.com]" }),
    channels: z
      .array(channelPatternField)
      .default([])
      .register(fields, { expected: "a list of channels", example: '["org:<organisation>:messages"]' }),
    namespaces: namespacesSchema.default({}),
    replicas: wholeNumber({ expected: "a number of tasks from 1 to 100", example: "2" }, 1, 100).default(2),
    images: imagesSchema.prefault({}),
    resources: resourcesSchema.prefault({}),
    redis: redisSchema.prefault({}),
    traefik: traefikSchema.prefault({}),
    tls: tlsSchema.prefault({}),
    swarm: swarmIdField.optional(),
    tokenSecret: secretField("tokenSecret"),
    apiKey: secretField("apiKey"),
    redisPassword: secretField("redisPassword"),
    previousRedisPassword: secretField("previousRedisPassword").optional(),
    certificate: certificateField,
    certificateKey: certificateKeyField,
  })
  .check(crossCheck(checkStackConfig))
  .transform((config) => {
    const { maxMemory, ...redis } = config.redis;
    const share = Math.floor(config.resources.redis.memoryBytes * REDIS_DATA_SHARE);
    const maxMemoryBytes = (maxMemory === undefined ? undefined : parseMemory(maxMemory)) ?? share;
    return { ...config, redis: { ...redis, maxMemoryBytes } };
  });

/** A stack's configuration, checked and with its defaults filled in. */
export type StackConfig = z.output<typeof stackConfigSchema>;
