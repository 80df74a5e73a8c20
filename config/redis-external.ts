import * as z from "zod";
import { fields, flag, shapedField } from "./field.ts";
import { redisTlsField } from "./redis-tls.ts";
import { hostAndPortField } from "./values/host-and-port.ts";
import { networkNameField } from "./values/network-name.ts";

/** What a user of Redis may be called; Centrifugo sends it as it is. */
const userField = (description: string) =>
  shapedField(
    { expected: "the name of a user of Redis", example: "centrifugo", description },
    /^[\x21-\x7e]{1,128}$/,
    {
      code: "invalid-user-name",
      fix: "Write the name as in `ACL LIST`, or leave it out for the user `default`.",
    },
  );

const masterNameField = shapedField(
  {
    expected: "the name of a master",
    example: "mymaster",
    description: "What the Sentinels call the master, as in their `sentinel monitor` line.",
  },
  /^[\w.-]{1,100}$/,
  { code: "invalid-master-name", fix: "Take it from `redis-cli -p 26379 sentinel masters`." },
);

const sentinelField = z
  .strictObject({
    addresses: z
      .array(hostAndPortField({ example: "sentinel-1:26379" }, 26_379))
      .min(1)
      .register(fields, {
        expected: "a list of Sentinels, host and port",
        example: "[sentinel-1:26379, sentinel-2:26379, sentinel-3:26379]",
        description: "All Sentinels of that master, so that one may be away.",
      }),
    masterName: masterNameField,
    user: userField(
      "User of the Sentinels themselves, where they have one; the password is the encrypted setting `redisSentinelPassword`.",
    ).optional(),
    tls: flag(
      "true",
      "Whether the Sentinels speak TLS as well; as `redis.tls` says unless set. They are checked against the same authority.",
    ).optional(),
  })
  .register(fields, {
    expected: "`addresses` and `masterName`",
    example: "{ addresses: [sentinel-1:26379, sentinel-2:26379, sentinel-3:26379], masterName: mymaster }",
    description:
      "Sentinels that know where the master is, in place of `addresses`. See [external-redis.md](external-redis.md#sentinel) for what a failover costs.",
  });

/** Settings of a Redis that somebody else runs. */
export const externalFields = {
  /** One Redis, or several as shards. */
  addresses: z
    .array(hostAndPortField({ example: "redis-1:6379" }, 6379))
    .min(1)
    .register(fields, {
      expected: "a list of addresses, host and port",
      example: "[redis.internal:6379]",
      description:
        "Where your Redis answers. Several are shards: channels are spread over them, and a change of the list moves channels, which lose their history and presence. With `cluster: true` they are nodes of one cluster.",
    })
    .optional(),
  cluster: flag(
    "true",
    "Whether `addresses` are nodes of a Redis Cluster; any of them is enough to find the others.",
  ).default(false),
  sentinel: sentinelField.optional(),
  user: userField(
    "User that Centrifugo logs in as, `default` unless set; the password is the encrypted setting `redisPassword`.",
  ).optional(),
  tls: redisTlsField.optional(),
  network: networkNameField({
    example: "shared-redis",
    description:
      "An overlay network that is there already, which Centrifugo joins to reach Redis. It is never made, changed or removed. Leave it out where Redis is reached outside of the Swarm.",
  }).optional(),
};

const externalSchema = z.object(externalFields);
type Written = z.output<typeof externalSchema>;

/** A Redis that somebody else runs. */
export interface ExternalRedis extends Written {
  readonly mode: "external";
}

/** True where the Sentinels speak TLS. */
export function sentinelUsesTls({ tls, sentinel }: Pick<ExternalRedis, "tls" | "sentinel">): boolean {
  return sentinel !== undefined && (sentinel.tls ?? tls?.enabled === true);
}

/** Leaves the settings of the other mode away. */
export function externalRedis(written: Written): ExternalRedis {
  const { addresses, cluster, sentinel, user, tls, network } = written;
  return {
    mode: "external",
    ...(addresses && { addresses }),
    cluster,
    ...(sentinel && { sentinel }),
    ...(user !== undefined && { user }),
    ...(tls && { tls }),
    ...(network !== undefined && { network }),
  };
}
