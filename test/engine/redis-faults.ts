import fc from "fast-check";
import {
  badUnit,
  count,
  type Fault,
  misspelt,
  numbersOf,
  type Settings,
  unknownWord,
  wordsOf,
} from "./faulty-values.ts";
import type { RedisFiles } from "./run-redis.ts";

export type RedisFault = Fault<RedisFiles>;

const words = {
  maxMemoryPolicy: wordsOf("redis", "maxMemoryPolicy"),
  persistence: wordsOf("redis", "persistence"),
  appendFsync: wordsOf("redis", "appendFsync"),
  logLevel: wordsOf("redis", "logLevel"),
};

/** Redis' own name for each setting. */
const directives = {
  maxMemory: "maxmemory",
  maxMemoryPolicy: "maxmemory-policy",
  persistence: "appendonly",
  appendFsync: "appendfsync",
  ioThreads: "io-threads",
  logLevel: "loglevel",
  pubsubOutputBuffer: "client-output-buffer-limit",
} as const;

const memory = fc.tuple(fc.integer({ min: 1, max: 999 }), fc.constantFrom("M", "G", "m", "g"));
const size = memory.map(([amount, unit]) => `${amount}${unit}`);
const buffer = fc.record({
  hard: count.map((amount) => `${amount}G`),
  soft: count.map((amount) => `${amount}M`),
  softTime: fc.oneof(
    fc.integer({ min: 1, max: 3_600 }).map((s) => `${s}s`),
    fc.constantFrom("1h", "1m30s", "0.5m"),
  ),
});

/** Settings that are right. */
export const validRedis: fc.Arbitrary<Settings> = fc
  .record(
    {
      maxMemory: size,
      maxMemoryPolicy: fc.constantFrom(...words.maxMemoryPolicy),
      persistence: fc.constantFrom(...words.persistence),
      appendFsync: fc.constantFrom(...words.appendFsync),
      ioThreads: numbersOf("redis", "ioThreads"),
      logLevel: fc.constantFrom(...words.logLevel),
      pubsubOutputBuffer: buffer,
    },
    { requiredKeys: [] },
  )
  .map(({ appendFsync, ...others }) =>
    appendFsync === undefined || others.persistence === "none" ? others : { ...others, appendFsync },
  );

/** A line of redis.conf in place of the one for the same directive. */
export function line(directive: string, text: string): RedisFault["render"] {
  return ({ conf, users }) => ({
    users,
    conf: conf.replace(new RegExp(`^${directive} .*$`, "m"), () => text),
  });
}

/** A setting with a value that is wrong. */
export function fault(setting: keyof typeof directives, value: unknown): RedisFault {
  const directive = directives[setting];
  // Alone, so that it is the only mistake.
  const needs = setting === "appendFsync" ? { persistence: "aof" } : {};
  return {
    setting,
    value,
    write: (settings) => ({ ...settings, ...needs, [setting]: value }),
    render: line(directive, `${directive} ${String(value)}`),
  };
}

const rightBuffer = { hard: "32M", soft: "8M", softTime: "60s" };

/** A part of `pubsubOutputBuffer` that is wrong. */
export function bufferFault(part: keyof typeof rightBuffer, value: string): RedisFault {
  const directive = directives.pubsubOutputBuffer;
  const argument = (name: typeof part, right: string) => (name === part ? value : right);
  const hard = argument("hard", "32mb");
  const soft = argument("soft", "8mb");
  const softTime = argument("softTime", "60");
  return {
    setting: `pubsubOutputBuffer.${part}`,
    value,
    write: (settings) => ({ ...settings, pubsubOutputBuffer: { ...rightBuffer, [part]: value } }),
    render: line(directive, `${directive} pubsub ${hard} ${soft} ${softTime}`),
  };
}

function misspeltKey(setting: keyof typeof directives): fc.Arbitrary<RedisFault> {
  const directive = directives[setting];
  return fc.tuple(misspelt(setting), misspelt(directive)).map(([key, name]) => ({
    setting: key,
    value: name,
    write: (settings) => ({ ...settings, [key]: "1" }),
    render: ({ conf, users }) => ({
      users,
      conf: conf.replace(new RegExp(`^${directive} `, "m"), `${name} `),
    }),
  }));
}

const noMemory = fc.oneof(badUnit("X", "T", "Mi", "%", "MBs", "-"), fc.constantFrom("1.5G", "-1M", "lots"));

/** One mistake. */
export const redisFault: fc.Arbitrary<RedisFault> = fc.oneof(
  unknownWord(...words.maxMemoryPolicy).map((word) => fault("maxMemoryPolicy", word)),
  unknownWord(...words.appendFsync).map((word) => fault("appendFsync", word)),
  unknownWord(...words.logLevel).map((word) => fault("logLevel", word)),
  unknownWord(...words.persistence, "yes", "no").map((word) => fault("persistence", word)),
  fc
    .oneof(fc.integer({ max: 0 }), fc.integer({ min: 9 }), fc.constantFrom(1.5, "two"))
    .map((n) => fault("ioThreads", n)),
  noMemory.map((text) => fault("maxMemory", text)),
  fc
    .oneof(
      count.map(String),
      count.map((n) => `${n}K`),
    )
    .map((text) => fault("maxMemory", text)),
  fc.tuple(fc.constantFrom("hard", "soft"), noMemory).map(([part, text]) => bufferFault(part, text)),
  fc
    .oneof(
      badUnit("x", "sec", "d", " s"),
      fc.constantFrom("soon", "-5s", "1.5s", "0s", "2h"),
      count.map(String),
    )
    .map((text) => bufferFault("softTime", text)),
  fc.constantFrom(...(Object.keys(directives) as (keyof typeof directives)[])).chain(misspeltKey),
);
