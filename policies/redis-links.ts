import type { CentrifugoSettings } from "../model/centrifugo-settings.ts";
import { serviceAt } from "../model/host-names.ts";
import type { Service, StackModel } from "../model/model.ts";
import { once } from "../model/once.ts";
import { type OptionGroup, readGroup } from "../model/option-group.ts";
import { isEmpty, secret } from "../model/secret.ts";
import { type Origin, unknown, type Value } from "../model/value.ts";
import { v6Centrifugos } from "./centrifugo-services.ts";
import { type OptionReader, readOptions } from "./option-reader.ts";
import { addressFault, readAddress } from "./redis-address.ts";

/** One host that a part of a Centrifugo looks for its Redis at. */
export interface RedisLink {
  readonly centrifugo: CentrifugoSettings;
  /** `engine.redis`, `broker.redis`, `presence_manager.redis` or `map_broker.redis`. */
  readonly key: string;
  /** What answers there: Redis itself, one of its Sentinels, or a node of a cluster. */
  readonly kind: "server" | "sentinel" | "cluster";
  readonly host: string;
  readonly port: number | undefined;
  /** Number of the database; undefined: not known here. */
  readonly db: string | undefined;
  /** Of the number, else of the address. */
  readonly dbOrigin: Origin;
  /** What the names of keys and channels begin with; undefined: not known here. */
  readonly prefix: string | undefined;
  /** `default` unless one is named; undefined: not known here. */
  readonly user: string | undefined;
  /** Of the name of the user; undefined: none is given. */
  readonly userOrigin: Origin | undefined;
  /** Undefined: none is sent. */
  readonly password: Value<string> | undefined;
  /** True: no address is given, so that it is Centrifugo's own default. */
  readonly isDefault: boolean;
  /** Of the address; where none is given, of what chooses Redis. */
  readonly origin: Origin;
}

/** An address that Centrifugo refuses. */
export interface AddressFault {
  readonly centrifugo: CentrifugoSettings;
  /** Of the option: `engine.redis.address`. */
  readonly key: string;
  /** What follows the option's name in a message. */
  readonly why: string;
  readonly origin: Origin;
}

/** An address that is not known here, such as one in a Swarm secret. */
export interface UnknownAddress {
  readonly centrifugo: CentrifugoSettings;
  /** Of the option: `engine.redis.address`. */
  readonly key: string;
  readonly origin: Origin;
}

/** The links of one Centrifugo. */
export interface RedisLinks {
  readonly links: readonly RedisLink[];
  /** Addresses that Centrifugo refuses. */
  readonly faults: readonly AddressFault[];
  /** Addresses that are not known here, of parts that use Redis for certain. */
  readonly unknown: readonly UnknownAddress[];
  /** False: something that decides about them is not known here. */
  readonly complete: boolean;
}

/** Where a Centrifugo looks for its Redis; none for a v5. */
export const redisLinks = once((centrifugo: CentrifugoSettings): RedisLinks => {
  const all = readOptions(readGroup(centrifugo, ""));
  const found = parts.filter(({ name, isUsed }) => isUsed(all) && all.text(`${name}.type`) === "redis");
  const reads = found.map(({ name }) => readPart(centrifugo, name, all.origin(`${name}.type`)));
  return {
    links: reads.flatMap(({ links }) => links),
    faults: reads.flatMap(({ faults }) => faults),
    unknown: reads.flatMap(({ unknown }) => unknown),
    complete: all.isSure() && reads.every(({ complete }) => complete),
  };
});

/** Links of all Centrifugos of the stack. */
export function allRedisLinks(model: StackModel): RedisLinks {
  const all = v6Centrifugos(model).map(redisLinks);
  return {
    links: all.flatMap(({ links }) => links),
    faults: all.flatMap(({ faults }) => faults),
    unknown: all.flatMap(({ unknown }) => unknown),
    complete: all.every(({ complete }) => complete),
  };
}

/** The service of this stack that a link leads to. */
export function serviceOf({ host }: RedisLink, { services }: StackModel): Service | undefined {
  return serviceAt(host, services);
}

interface Part {
  readonly name: string;
  readonly isUsed: (options: OptionReader) => boolean;
}

const parts: readonly Part[] = [
  {
    name: "engine",
    isUsed: (options) => !options.isOn("broker.enabled") || !options.isOn("presence_manager.enabled"),
  },
  { name: "broker", isUsed: (options) => options.isOn("broker.enabled") },
  { name: "presence_manager", isUsed: (options) => options.isOn("presence_manager.enabled") },
  { name: "map_broker", isUsed: () => true },
];

function readPart(centrifugo: CentrifugoSettings, part: string, chosen: Origin): RedisLinks {
  const key = `${part}.redis`;
  const group = readGroup(centrifugo, key);
  // What is written counts, also where a file beside it cannot be read here.
  const option = addressOptions.find((name) => group.options.has(name.toUpperCase())) ?? "address";
  const given = group.options.get(option.toUpperCase());
  const origin = given?.origin ?? chosen;
  const options = readOptions(group);
  const texts = options.list(option);
  const addresses = texts.flatMap((text) => readAddress(text, option));
  const address = { centrifugo, key: `${key}.${option}`, origin };
  if (!options.isSure()) return { links: [], faults: [], unknown: [address], complete: false };
  const faults = texts.flatMap((text) => {
    const why = option === "address" ? addressFault(text) : undefined;
    return why === undefined ? [] : [{ ...address, why }];
  });
  const common = {
    centrifugo,
    key,
    prefix: textIn(group, "prefix"),
    isDefault: given === undefined,
    origin,
  };
  const user = textIn(group, "user");
  const links = addresses.map(
    ({ kind, host, port, ...inUrl }): RedisLink => ({
      ...common,
      kind,
      host,
      port,
      db: inUrl.db ?? textIn(group, "db"),
      dbOrigin: (inUrl.db === undefined ? group.options.get("DB")?.origin : undefined) ?? origin,
      user: inUrl.user ?? (user === "" ? "default" : user),
      userOrigin: inUrl.user === undefined ? group.options.get("USER")?.origin : origin,
      password: inUrl.password === undefined ? passwordIn(group) : secret(inUrl.password, origin),
    }),
  );
  return { links, faults, unknown: [], complete: true };
}

const addressOptions = ["cluster_address", "sentinel_address", "address"] as const;

function textIn(group: OptionGroup, option: string): string | undefined {
  const options = readOptions(group);
  const text = options.text(option);
  return options.isSure() ? text : undefined;
}

function passwordIn({ options, complete, origin }: OptionGroup): Value<string> | undefined {
  const value = options.get("PASSWORD");
  if (value === undefined) return complete ? undefined : unknown(origin);
  return isEmpty(value) === true ? undefined : value;
}
