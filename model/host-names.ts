import type { Service } from "./model.ts";
import { once } from "./once.ts";
import { clear } from "./value.ts";

/** Set by `docker stack deploy` and by our own program. */
const stackLabel = "com.docker.stack.namespace";

/**
 * The service that a host name leads to: by its name, else by the name without `<stack>_` or by a network
 * alias. Undefined: none of these services.
 */
export function serviceAt(host: string, services: readonly Service[]): Service | undefined {
  const wanted = host.toLowerCase().replace(/^tasks\./, "");
  const { byName, byOtherName } = hosts(services);
  return byName.get(wanted) ?? byOtherName.get(wanted);
}

/** Of two services with one name the first counts. */
const hosts = once((services: readonly Service[]) => {
  const reversed = [...services].reverse();
  return {
    byName: new Map(reversed.map((service) => [service.name.toLowerCase(), service])),
    byOtherName: new Map(reversed.flatMap((service) => otherNames(service).map((name) => [name, service]))),
  };
});

/** Compose stacks give each service its short name as an alias. */
function otherNames({ name, labels, aliases }: Service): string[] {
  const stack = clear(labels.get(stackLabel))?.toLowerCase();
  const lower = name.toLowerCase();
  const parts = lower.split("_");
  const short =
    stack === undefined
      ? parts.slice(1).map((_, index) => parts.slice(index + 1).join("_"))
      : lower.startsWith(`${stack}_`)
        ? [lower.slice(stack.length + 1)]
        : [];
  return [...short, ...aliases.flatMap((alias) => clear(alias)?.toLowerCase() ?? [])];
}
