import * as z from "zod";
import type { Fault } from "./cross-check.ts";
import { quote, type Refusal, textField, wholeNumber } from "./field.ts";
import { outputBufferField } from "./redis-output-buffer.ts";
import { choiceField } from "./values/choice.ts";
import { memoryField } from "./values/memory.ts";

const nodeField = textField(
  {
    expected: "the host name of a Swarm node",
    example: "node-1",
    description: "The Swarm node that keeps Redis' data; needed when the Swarm has more than one node.",
  },
  (text): Refusal | undefined => {
    if (/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,252}$/.test(text)) return undefined;
    const fix = "Take it from the HOSTNAME column of `docker node ls`.";
    return {
      code: "invalid-node",
      message: "expected the host name of a Swarm node",
      found: quote(text),
      fix,
    };
  },
);

const policyField = choiceField(
  [
    "noeviction",
    "allkeys-lru",
    "allkeys-lfu",
    "allkeys-random",
    "volatile-lru",
    "volatile-lfu",
    "volatile-random",
    "volatile-ttl",
  ],
  {
    example: "noeviction",
    description:
      "What happens when `maxMemory` is reached. `noeviction` fails the publish, so that its backend notices; all others drop history and presence, which clients see as messages that were never sent (all of Centrifugo's keys expire, so `volatile-` is no safer).",
  },
);

const fsyncField = choiceField(["everysec", "always", "no"], {
  example: "everysec",
  description:
    "When the append-only file is forced to the disk; `everysec` by default. A crash of the node loses up to a second with `everysec`, nothing with `always`, which makes each publish wait for the disk, and what the kernel has not written yet with `no`.",
});

/** More hardly help, says Redis' own redis.conf. */
export const MOST_THREADS = 8;

/** Settings of the Redis that this stack deploys. */
export const managedFields = {
  /** Host name of the Swarm node that keeps Redis' data; needed when the Swarm has more than one node. */
  node: nodeField.optional(),
  /** What Redis may use for data; three quarters of its memory limit by default. */
  maxMemory: memoryField(
    "192M",
    "1M",
    "What Redis may use for data; three quarters of `resources.redis.memory` by default.",
  ).optional(),
  /** What happens when `maxMemory` is reached. */
  maxMemoryPolicy: policyField.default("noeviction"),
  /** Whether history survives a restart of Redis; without it clients are told that they missed messages. */
  persistence: choiceField(["aof", "none"], {
    example: "aof",
    description:
      "`aof` keeps history over a restart of Redis, in the volume on its node. With `none` a restart loses history and presence, and clients learn that they may have missed messages.",
  }).default("aof"),
  /** When the append-only file is forced to the disk: `everysec` unless set. */
  appendFsync: fsyncField.optional(),
  /** Threads that write to connections; each needs a processor core of its own. */
  ioThreads: wholeNumber(
    {
      expected: "a number of threads from 1 to 8",
      example: "4",
      unit: "threads",
      description:
        "Threads that write to connections. More than one helps only when Redis has a whole core busy with fan-out, and each needs a core of `resources.redis.cpus`.",
    },
    1,
    MOST_THREADS,
  ).default(1),
  logLevel: choiceField(["debug", "verbose", "notice", "warning"], {
    example: "notice",
    description: "What Redis writes to its log: `warning` is the least.",
  }).default("notice"),
  /** What is kept for a Centrifugo node that reads too slowly. */
  pubsubOutputBuffer: outputBufferField.prefault({ hard: "32M", soft: "8M", softTime: "60s" }),
};

const managedSchema = z.object(managedFields);
type Written = z.output<typeof managedSchema>;

/** The Redis of this stack, with the defaults that follow from other settings left open. */
export interface ManagedRedis extends Omit<Written, "appendFsync"> {
  readonly mode: "managed";
  readonly appendFsync: NonNullable<Written["appendFsync"]>;
}

/** Leaves the settings of the other mode away, and fills in what has no default of its own. */
export function managedRedis(written: Written): ManagedRedis {
  const { node, maxMemory, maxMemoryPolicy, persistence, appendFsync = "everysec" } = written;
  const { ioThreads, logLevel, pubsubOutputBuffer } = written;
  return {
    mode: "managed",
    ...(node !== undefined && { node }),
    ...(maxMemory !== undefined && { maxMemory }),
    maxMemoryPolicy,
    persistence,
    appendFsync,
    ioThreads,
    logLevel,
    pubsubOutputBuffer,
  };
}

/** Between settings of the managed Redis. */
export function checkAppendFsync({ appendFsync, persistence }: Record<string, unknown>): Fault[] {
  if (persistence !== "none" || !fsyncField.safeParse(appendFsync).success) return [];
  const message = "it has no effect with `persistence: none`";
  const fix = "Remove it, or set `persistence: aof`.";
  return [[["appendFsync"], { code: "fsync-without-aof", message, fix }]];
}
