import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { ServiceDefinition } from "./definition.ts";
import { type ObjectReference, serviceArgs } from "./docker-service.ts";
import type { NetworkName, StackIdentity } from "./names.ts";
import { createSwarmFile } from "./swarm-file.ts";

/** A change to the arguments of one `docker.Service`, for what the options do not offer. */
export type Transform = (args: docker.ServiceArgs) => docker.ServiceArgs;

export interface SwarmServiceArgs {
  readonly identity: StackIdentity;
  readonly definition: ServiceDefinition;
  readonly networks: Readonly<Record<NetworkName, pulumi.Input<string>>>;
  readonly transform?: Transform | undefined;
}

/** One Swarm service with the configs and secrets that it mounts. */
export class SwarmService extends pulumi.ComponentResource {
  readonly service: docker.Service;

  constructor(
    type: string,
    name: string,
    args: SwarmServiceArgs,
    opts: pulumi.ComponentResourceOptions = {},
  ) {
    super(`centrifugo-swarm:stacks:${type}`, name, {}, opts);
    const files = new Map<string, ObjectReference>();
    for (const file of args.definition.files) {
      files.set(file.name, createSwarmFile(args.identity, file, { parent: this }));
    }
    this.service = new docker.Service(
      name,
      definedArgs(args, (file) => {
        const reference = files.get(file);
        if (reference === undefined) throw new Error(`No Swarm object was made for the file \`${file}\`.`);
        return reference;
      }),
      // A service holds its ports and its volume, so the old one has to go before a new one can come.
      { parent: this, deleteBeforeReplace: true },
    );
    this.registerOutputs();
  }
}

/** The provider's arguments, with the transform applied: what is declared is also what the rules see. */
export function definedArgs(
  args: SwarmServiceArgs,
  file: (name: string) => ObjectReference,
): docker.ServiceArgs {
  const plain = serviceArgs(args.definition, {
    network: (network) => args.networks[network],
    file: (definition) => file(definition.name),
  });
  return args.transform === undefined ? plain : args.transform(plain);
}
