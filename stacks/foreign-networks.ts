import type { StackConfig } from "../config/stack-config.ts";
import { UserError } from "../config/user-error.ts";
import { externalNetworkOf, objectName, ownNetworksOf, type StackIdentity } from "./names.ts";

/** A network that the stack joins and that somebody else has made. */
interface ForeignNetwork {
  readonly name: string;
  /** The setting that names it. */
  readonly setting: string;
  /** What has to be on it already. */
  readonly owner: string;
}

/**
 * Looks for the networks of an existing Traefik and an existing Redis: without them Centrifugo would join none, or one
 * of its own on each node that nobody else is on.
 *
 * @throws UserError where one is not an overlay network of the Swarm, or is one of the stack itself.
 */
export function refuseMissingNetworks(
  overlays: ReadonlyMap<string, string>,
  config: StackConfig,
  identity: StackIdentity,
): void {
  const own = ownNetworksOf(config).map((network) => objectName(identity, network));
  for (const { name, setting, owner } of foreignNetworksOf(config)) {
    if (own.includes(name)) {
      throw new UserError(`\`${setting}\` names a network of this stack itself: ${name}.`, {
        fix: `Name the network that ${owner} is on.`,
      });
    }
    if (overlays.has(name)) continue;
    const near = [...overlays.keys()].filter((other) => other.endsWith(`_${name}`));
    const hint =
      near.length > 0
        ? `There is ${near.join(", ")}: write the whole name.`
        : `\`docker network ls --filter driver=overlay\` shows those that there are; ${owner} has to be on it.`;
    throw new UserError(`The Swarm has no overlay network \`${name}\` (\`${setting}\`).`, { fix: hint });
  }
}

function foreignNetworksOf(config: StackConfig): readonly ForeignNetwork[] {
  const edge = externalNetworkOf(config);
  const redis = config.redis.mode === "external" ? config.redis.network : undefined;
  return [
    ...(edge === undefined
      ? []
      : [{ name: edge, setting: "traefik.network", owner: "the existing Traefik" }]),
    ...(redis === undefined ? [] : [{ name: redis, setting: "redis.network", owner: "the existing Redis" }]),
  ];
}
