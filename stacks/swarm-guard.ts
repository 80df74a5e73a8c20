import type { StackConfig } from "../config/stack-config.ts";
import { UserError } from "../config/user-error.ts";
import { ownerLabel } from "../model/labels.ts";
import { refuseMissingNetworks } from "./foreign-networks.ts";
import { objectName, ownerOf, ownNetworksOf, type StackIdentity, servicesOf } from "./names.ts";
import { redisVolume } from "./redis.ts";

/** What has to be known of the Swarm before anything is declared. */
export interface SwarmFacts {
  readonly clusterId: string;
  readonly nodes: number;
  /** Ids of overlay networks, by name. */
  readonly overlays: ReadonlyMap<string, string>;
  /** Objects without the stack's label, whatever their names. */
  readonly foreign: readonly { readonly kind: "service" | "network" | "volume"; readonly name: string }[];
}

/**
 * Refuses the wrong Swarm, foreign objects of the same name, Redis without a fixed node, and networks of somebody
 * else that are not there.
 *
 * @throws UserError with what was found and how to go on.
 */
export function guardSwarm(
  facts: SwarmFacts,
  identity: StackIdentity,
  config: StackConfig,
  remembered: string | undefined,
): void {
  const expected = config.swarm ?? remembered;
  if (expected !== undefined && expected !== facts.clusterId) {
    throw new UserError(
      `The stack \`${identity.stack}\` belongs to the Swarm ${expected}, but Docker answers from the Swarm ${facts.clusterId}.`,
      {
        fix: `Point DOCKER_HOST or the Docker context at the right Swarm. To move the stack on purpose, write into the stack file: ${identity.project}:swarm: ${facts.clusterId}`,
      },
    );
  }
  if (facts.nodes > 1 && config.redis.mode === "managed" && config.redis.node === undefined) {
    throw new UserError(
      `The Swarm has ${facts.nodes} nodes and \`redis.node\` is not set: Redis could start on a node without its data.`,
      {
        fix: `Name it in the stack file: ${identity.project}:redis: { node: HOSTNAME } (\`docker node ls\` shows them).`,
      },
    );
  }
  refuseMissingNetworks(facts.overlays, config, identity);
  const ours = new Set([
    ...ownNetworksOf(config).map((network) => `network ${objectName(identity, network)}`),
    ...servicesOf(config).map((service) => `service ${objectName(identity, service)}`),
    ...(config.redis.mode === "managed" ? [`volume ${objectName(identity, redisVolume)}`] : []),
  ]);
  const inTheWay = facts.foreign
    .map(({ kind, name }) => `${kind} ${name}`)
    .filter((object) => ours.has(object));
  if (inTheWay.length > 0) {
    throw new UserError(`Not made by this stack, but in its way on the Swarm: ${inTheWay.join(", ")}.`, {
      fix: `Remove them, or deploy under another stack name (pulumi stack init NAME). What is ours carries the label ${ownerLabel}=${ownerOf(identity)}.`,
    });
  }
}
