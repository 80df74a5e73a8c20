import { posix } from "node:path";
import { parseImage } from "./image.ts";
import type { MountedFile, Service } from "./model.ts";
import { once } from "./once.ts";
import {
  collect,
  type Directive,
  type Directives,
  directivesIn,
  directivesOfArguments,
} from "./redis-directives.ts";
import { type RedisKind, redisProgram } from "./redis-program.ts";
import { clear, type Origin, type Value } from "./value.ts";

/** What a service of Redis or Valkey is told. */
export interface RedisSettings {
  readonly service: Service;
  readonly kind: RedisKind;
  /** The file first, then the command line, which adds to it and wins. */
  readonly directives: Directives;
  /** False: a file, an argument or a variable that cannot be read here may set more. */
  readonly complete: boolean;
}

/** A directive as Redis takes it: what is given, else the image's default. */
export interface RedisOption {
  readonly name: string;
  /** Undefined: not known here. */
  readonly text: string | undefined;
  /** True: given nowhere. */
  readonly isDefault: boolean;
  readonly origin: Origin;
}

/** Reads `redis.conf`, where the command names one, and the arguments of a service. */
export const readRedis = once((service: Service): RedisSettings => {
  const program = redisProgram(service);
  const [first] = program.words;
  const hasFile = first !== undefined && !/^--/.test(clear(first) ?? "");
  const file = hasFile ? readFile(service, clear(first)) : noFile;
  const given = directivesOfArguments(hasFile ? program.words.slice(1) : program.words);
  const image = imageSettings(service);
  return {
    service,
    kind: image.isSentinel ? "sentinel" : program.kind,
    directives: new Map([
      ...image.directives,
      ...merge(file.directives, collect(given.filter(({ name }) => name !== "sentinel"))),
    ]),
    complete: program.complete && file.complete && image.complete,
  };
});

/** A directive that counts once: the last one wins. */
export function redisOption({ service, directives, complete }: RedisSettings, name: string): RedisOption {
  const value = directives.get(name)?.at(-1);
  if (value !== undefined) return { name, text: clear(value), isDefault: false, origin: value.origin };
  const text = complete ? (defaults.get(name) ?? "") : undefined;
  return { name, text, isDefault: true, origin: service.origin };
}

/** Defaults of the official images, which switch protected mode off. */
const defaults: ReadonlyMap<string, string> = new Map([
  ["appendfsync", "everysec"],
  ["appendonly", "no"],
  ["bind", "* -::*"],
  ["cluster-enabled", "no"],
  ["maxmemory", "0"],
  ["maxmemory-policy", "noeviction"],
  ["port", "6379"],
  ["protected-mode", "no"],
  ["tls-port", "0"],
]);

interface ReadFile {
  readonly directives: Directives;
  readonly complete: boolean;
}

const noFile: ReadFile = { directives: new Map(), complete: true };
const unreadable: ReadFile = { directives: new Map(), complete: false };
/** The images' working directory. */
const workingDirectory = "/data";

function readFile(service: Service, path: string | undefined, depth = 0): ReadFile {
  if (path === undefined || depth > 3) return unreadable;
  const whole = posix.resolve(clear(service.directory) ?? workingDirectory, path);
  const file = service.files.find((candidate) => candidate.path === whole);
  const own = file === undefined ? undefined : directivesOf(file);
  if (own === undefined) return unreadable;
  const included = (own.get("include") ?? []).map((name) => readFile(service, clear(name), depth + 1));
  return {
    directives: included.reduce((all, { directives }) => merge(all, directives), own),
    complete: included.every(({ complete }) => complete),
  };
}

/** A Swarm secret is known by its entries alone, of which a name that occurs twice has only the last. */
function directivesOf({ content, entries, origin }: MountedFile): Directives | undefined {
  const text = clear(content);
  const at = (name: string, line: number): Origin => {
    const place = entries?.get(name)?.origin ?? { ...origin, label: `${name} in ${origin.label}`, key: name };
    // The entry of a name that occurs twice has the place of the last.
    return text === undefined || place.line === undefined ? place : { ...place, line };
  };
  if (text !== undefined) return collect(directivesIn(text, at));
  return entries === undefined ? undefined : new Map([...entries].map(([name, value]) => [name, [value]]));
}

function merge(first: Directives, second: Directives): Directives {
  const names = new Set([...first.keys(), ...second.keys()]);
  return new Map([...names].map((name) => [name, [...(first.get(name) ?? []), ...(second.get(name) ?? [])]]));
}

/** What images other than the official ones take from their variables. */
function imageSettings({ image, env }: Service): ReadFile & { readonly isSentinel: boolean } {
  const reference = clear(image);
  const repository = reference === undefined ? "" : parseImage(reference).repository.toLowerCase();
  const isPlain = /(^|\/)(redis|valkey)$/.test(repository) && !/(^|\/)bitnami/.test(repository);
  const isSentinel = /(^|\/)redis-sentinel$/.test(repository);
  const extra = [...env.keys()].some((name) => /^(REDIS_ARGS|(REDIS|VALKEY)_EXTRA_FLAGS)$/.test(name));
  if (isPlain) return { directives: new Map(), complete: !extra, isSentinel };
  const found = [...variables].flatMap(([name, variable]): [string, Value<string>[]][] => {
    const value = env.get(variable);
    return value === undefined ? [] : [[name, [value]]];
  });
  return { directives: new Map(found), complete: false, isSentinel };
}

/** Bitnami's names; the mode makes a replica of a Redis that would be one of its own. */
const variables: ReadonlyMap<Directive["name"], string> = new Map([
  ["requirepass", "REDIS_PASSWORD"],
  ["replicaof", "REDIS_MASTER_HOST"],
]);
