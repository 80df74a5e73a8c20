import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { definedArgs, type SwarmServiceArgs } from "./defined-args.ts";
import type { ObjectReference } from "./docker-service.ts";
import { createSwarmFile } from "./swarm-file.ts";

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
    const files = new Map<string, ObjectReference>(args.shared);
    // Nothing waits for a global service: when Swarm goes back to the old one, its files have to be there yet.
    const retainOnDelete = args.definition.replicas === "global";
    for (const file of args.definition.files) {
      if (files.has(file.name)) continue;
      files.set(file.name, createSwarmFile(args.identity, file, { parent: this, retainOnDelete }));
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
