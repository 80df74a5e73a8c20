import type { Service, StackModel } from "../../model/model.ts";
import type { RedisTarget } from "../doctor-target.ts";
import type { CentrifugoOptions } from "./centrifugo-options.ts";
import { sharedNetworks } from "./networks.ts";

/** The Redis behind `engine.redis.address`, where it is a service of the same Swarm. */
export function redisOf(
  centrifugo: Service,
  options: CentrifugoOptions,
  model: StackModel,
): { readonly service: string; readonly target: RedisTarget } | undefined {
  if (options.text("engine.type") !== "redis") return undefined;
  const address = parseAddress(options.text("engine.redis.address"));
  const service = model.services.find(
    ({ system, name, aliases }) =>
      system === "redis" && address !== undefined && answersTo(address.hostname, name, aliases),
  );
  if (address === undefined || service === undefined) return undefined;
  const [network] = sharedNetworks(centrifugo, service, model);
  if (network === undefined) return undefined;
  const password = options.place("engine.redis.password");
  const user = options.text("engine.redis.user");
  return {
    service: service.name,
    target: {
      host: address.hostname,
      port: Number(address.port || 6379),
      network,
      ...(user === "" ? {} : { user }),
      ...(password === undefined ? {} : { password }),
      prefix: options.text("engine.redis.prefix"),
    },
  };
}

/** A stack's services are known by their names with and without the stack's, and as `tasks.NAME`. */
function answersTo(host: string, name: string, aliases: Service["aliases"]): boolean {
  const plain = host.replace(/^tasks\./, "");
  const known = aliases.flatMap((alias) => (alias.state === "known" ? [alias.value] : []));
  return plain === name || name.endsWith(`_${plain}`) || known.includes(plain);
}

/** `host:port` and `redis://host:port`, in a list or not; several, and other schemes, lead to more than one Redis. */
function parseAddress(written: string): URL | undefined {
  const [text = "", ...more] = written.split(/[\s,[\]"]+/).filter((part) => part !== "");
  if (more.length > 0) return undefined;
  const url = /^[a-z+]+:\/\//.test(text) ? text : `redis://${text}`;
  return /^(redis|tcp):\/\//.test(url) && URL.canParse(url) ? new URL(url) : undefined;
}
