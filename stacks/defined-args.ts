import type * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import type { ServiceDefinition } from "./definition.ts";
import { type ObjectReference, type PlainServiceArgs, serviceArgs } from "./docker-service.ts";
import type { NetworkName, StackIdentity } from "./names.ts";

/**
 * A change to the arguments of one `docker.Service`, for what the options do not offer. What it gets is plain
 * data; what it gives should be too, since the rules cannot look into an `Output`.
 *
 * Redis takes arguments after its file, and they win. Traefik reads its file alone: beside `--configFile` it
 * passes over every other argument and every `TRAEFIK_` variable, without a word.
 *
 * @example One more argument of Redis:
 * ({ taskSpec, ...args }) => {
 *   const { containerSpec } = taskSpec;
 *   const more = [...containerSpec.args, "--maxclients", "500"];
 *   return { ...args, taskSpec: { ...taskSpec, containerSpec: { ...containerSpec, args: more } } };
 * }
 * @example One more label:
 * (args) => ({ ...args, labels: [...args.labels, { label: "team", value: "chat" }] })
 */
export type Transform = (args: PlainServiceArgs) => docker.ServiceArgs;

export interface SwarmServiceArgs {
  readonly identity: StackIdentity;
  readonly definition: ServiceDefinition;
  readonly networks: Readonly<Partial<Record<NetworkName, pulumi.Input<string>>>>;
  /** The id of a network of somebody else by its name; by default the name stands for it, as in a check. */
  readonly foreignNetworkId?: ((name: string) => string) | undefined;
  readonly transform?: Transform | undefined;
  /** Swarm objects by the names of files that are made elsewhere, for several services. */
  readonly shared?: ReadonlyMap<string, ObjectReference> | undefined;
}

/** The provider's arguments, with the transform applied: what is declared is also what the rules see. */
export function definedArgs(
  args: SwarmServiceArgs,
  file: (name: string) => ObjectReference,
): docker.ServiceArgs {
  const plain = serviceArgs(args.definition, {
    network: (network) => {
      const id = args.networks[network];
      if (id === undefined) throw new Error(`No network \`${network}\` is made for this stack.`);
      return id;
    },
    foreignNetwork: args.foreignNetworkId ?? ((network) => network),
    file: (definition) => file(definition.name),
  });
  return args.transform === undefined ? plain : args.transform(plain);
}
