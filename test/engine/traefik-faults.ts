import fc from "fast-check";
import { parseDocument } from "yaml";
import {
  badUnit,
  count,
  type Fault,
  misspelt,
  type Settings,
  unknownWord,
  wordsOf,
} from "./faulty-values.ts";
import type { TraefikFiles } from "./run-traefik.ts";

export type TraefikFault = Fault<TraefikFiles>;
type Place = readonly [file: keyof TraefikFiles, ...path: string[]];

const levels = wordsOf("traefik", "logLevel");
const versions = wordsOf("traefik", "minTlsVersion");

/** Traefik's own place for each setting. */
const places = {
  logLevel: ["static", "log", "level"],
  accessLog: ["static", "accessLog"],
  minTlsVersion: ["dynamic", "tls", "options", "websocket", "minVersion"],
  refreshInterval: ["static", "providers", "swarm", "refreshSeconds"],
  dialTimeout: ["static", "serversTransport", "forwardingTimeouts", "dialTimeout"],
  idleTimeout: ["static", "entryPoints", "websecure", "transport", "respondingTimeouts", "idleTimeout"],
  graceTimeout: ["static", "entryPoints", "websecure", "transport", "lifeCycle", "graceTimeOut"],
  trustedIps: ["static", "entryPoints", "websecure", "forwardedHeaders", "trustedIPs"],
} as const satisfies Readonly<Record<string, Place>>;

/** Not `accessLog`: what Traefik does with a misspelt key at the top of its file is in traefik-stricter.ts. */
const nested = (Object.keys(places) as (keyof typeof places)[]).filter((name) => name !== "accessLog");
export const durations = ["refreshInterval", "dialTimeout", "idleTimeout", "graceTimeout"] as const;

/** A duration between two bounds in milliseconds, in any of its spellings. */
function duration(min: number, max: number): fc.Arbitrary<string> {
  return fc.tuple(fc.integer({ min, max }), fc.constantFrom("ms", "s", "m")).map(([ms, unit]) => {
    if (unit === "ms") return `${ms}ms`;
    return unit === "s" ? `${ms / 1_000}s` : `${Math.floor(ms / 60_000)}m${ms % 60_000}ms`;
  });
}

const ipRange = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.tuple(fc.ipV4(), fc.integer({ min: 8, max: 32 })).map(([address, length]) => `${address}/${length}`),
  fc.tuple(fc.ipV6(), fc.integer({ min: 7, max: 128 })).map(([address, length]) => `${address}/${length}`),
);

/** Settings that are right. */
export const validTraefik: fc.Arbitrary<Settings> = fc.record(
  {
    // Only a Traefik that debugs shows what it has read.
    logLevel: fc.constantFrom("DEBUG", ...levels),
    accessLog: fc.boolean(),
    minTlsVersion: fc.constantFrom(...versions),
    refreshInterval: duration(1_000, 15_000),
    dialTimeout: duration(50, 10_000),
    idleTimeout: duration(10_000, 3_600_000),
    graceTimeout: duration(1_000, 15_000),
    trustedIps: fc.array(ipRange, { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

/** Our files with another value at Traefik's own place for it. */
export function edit(files: TraefikFiles, [file, ...path]: Place, value: unknown): TraefikFiles {
  const document = parseDocument(files[file]);
  document.setIn(path, document.createNode(value));
  return { ...files, [file]: document.toString() };
}

/** A setting with a value that is wrong. */
export function fault(setting: keyof typeof places, value: unknown): TraefikFault {
  return {
    setting: setting === "trustedIps" && Array.isArray(value) ? "trustedIps[0]" : setting,
    value,
    write: (settings) => ({ ...settings, [setting]: value }),
    render: (files) => edit(files, places[setting], value),
  };
}

function misspeltKey(setting: keyof typeof places): fc.Arbitrary<TraefikFault> {
  const [file, ...path] = places[setting];
  const last = path.at(-1) ?? "";
  return fc.tuple(misspelt(setting), misspelt(last)).map(([key, name]) => ({
    setting: key,
    value: name,
    write: (settings) => ({ ...settings, [key]: "1" }),
    render: (files) => edit(files, [file, ...path.slice(0, -1), name], "1"),
  }));
}

const noRange = fc.oneof(
  fc.ipV4().map((address) => `${address}.1`),
  fc.ipV4().map((address) => `${address}/33`),
  fc.ipV6().map((address) => `${address}/129`),
  fc.constantFrom(
    "localhost",
    "10.0.0.0/",
    "/8",
    "010.0.0.1",
    "10.0.0.0/8/8",
    "fe80::1%eth0",
    "10.0.0.0/8,10.0.0.1",
    "",
    "*",
  ),
);
const noDuration = fc.oneof(badUnit("x", "sec", "d", " s", "min", "S"), fc.constantFrom("soon", "s", "1,5s"));

/** One mistake. */
export const traefikFault: fc.Arbitrary<TraefikFault> = fc.oneof(
  unknownWord("debug", "info", "warn", "error", "trace", "fatal", "panic", "disabled").map((word) =>
    fault("logLevel", word),
  ),
  unknownWord().map((word) => fault("minTlsVersion", word)),
  fc.oneof(unknownWord("true", "false"), count).map((value) => fault("accessLog", value)),
  fc.tuple(fc.constantFrom(...durations), noDuration).map(([setting, text]) => fault(setting, text)),
  fc
    .tuple(fc.constantFrom(...durations), fc.oneof(count, count.map(String)))
    .map(([setting, value]) => fault(setting, value)),
  fc
    .tuple(fc.constantFrom(...durations), fc.constantFrom("0s", "1ms", "2h"))
    .map(([setting, text]) => fault(setting, text)),
  noRange.map((text) => fault("trustedIps", [text])),
  fc.integer({ min: 0, max: 7 }).map((length) => fault("trustedIps", [`10.0.0.0/${length}`])),
  fc.constantFrom(...nested).chain(misspeltKey),
);
