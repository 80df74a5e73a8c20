import type { Service, StackModel } from "../../model/model.ts";
import type { RedisAddress, RedisTarget } from "../doctor-target.ts";
import type { CentrifugoOptions } from "./centrifugo-options.ts";
import { sharedNetworks } from "./networks.ts";

/** The Redis that Centrifugo is told of, where all of it are services of the same Swarm. */
export function redisOf(
  centrifugo: Service,
  options: CentrifugoOptions,
  model: StackModel,
): { readonly service: string; readonly target: RedisTarget } | undefined {
  if (options.text("engine.type") !== "redis") return undefined;
  const { kind, addresses } = addressesOf(options);
  const services = addresses.map((address) => address && serviceAt(address, model));
  const [service] = services;
  if (service === undefined || services.includes(undefined)) return undefined;
  const [network] = sharedNetworks(centrifugo, service, model);
  if (network === undefined) return undefined;
  const password = options.place("engine.redis.password");
  const user = options.text("engine.redis.user");
  const isOn = (group: string) => options.text(`engine.redis.${group}.enabled`) === "true";
  return {
    service: service.name,
    target: {
      addresses: addresses.filter((address) => address !== undefined),
      network,
      ...(user === "" ? {} : { user }),
      ...(password === undefined ? {} : { password }),
      prefix: options.text("engine.redis.prefix"),
      cluster: kind === "cluster",
      tls: isOn("tls") || (kind === "sentinel" && isOn("sentinel_tls")),
      ...(kind === "sentinel" ? { sentinel: sentinelOf(options) } : {}),
    },
  };
}

/** Most Sentinels have no password; in an `.env` that cannot be seen, so that one is used only where it is clear. */
function sentinelOf(options: CentrifugoOptions): NonNullable<RedisTarget["sentinel"]> {
  const user = options.text("engine.redis.sentinel_user");
  const password = options.clear("engine.redis.sentinel_password");
  return {
    masterName: options.text("engine.redis.sentinel_master_name"),
    ...(user === "" ? {} : { user }),
    ...(password === undefined ? {} : { password: { value: password } }),
  };
}

type Kind = "server" | "sentinel" | "cluster";

/** In the order in which Centrifugo looks at them; an address that leads elsewhere is undefined. */
function addressesOf(options: CentrifugoOptions): {
  readonly kind: Kind;
  readonly addresses: readonly (RedisAddress | undefined)[];
} {
  const places = [
    ["cluster", "engine.redis.cluster_address"],
    ["sentinel", "engine.redis.sentinel_address"],
    ["server", "engine.redis.address"],
  ] as const;
  const found = places.map(([kind, option]) => ({ kind, addresses: listOf(options.text(option)) }));
  return found.find(({ addresses }) => addresses.length > 0) ?? { kind: "server", addresses: [] };
}

/** `host:port` and `redis://host:port`, in a list or not. */
function listOf(written: string): readonly (RedisAddress | undefined)[] {
  return written
    .split(/[\s,[\]"]+/)
    .filter((part) => part !== "")
    .map((part) => {
      const url = /^[a-z+]+:\/\//.test(part) ? part : `redis://${part}`;
      if (!/^(redis|tcp):\/\//.test(url) || !URL.canParse(url)) return undefined;
      const { hostname, port } = new URL(url);
      return { host: hostname, port: Number(port || 6379) };
    });
}

/** A stack's services are known by their names with and without the stack's, and as `tasks.NAME`. */
function serviceAt({ host }: RedisAddress, { services }: StackModel): Service | undefined {
  const plain = host.replace(/^tasks\./, "");
  return services.find(({ system, name, aliases }) => {
    const known = aliases.flatMap((alias) => (alias.state === "known" ? [alias.value] : []));
    const answers = plain === name || name.endsWith(`_${plain}`) || known.includes(plain);
    return system === "redis" && answers;
  });
}
