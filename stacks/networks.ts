import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { type NetworkName, objectName, type StackIdentity } from "./names.ts";
import { networkArgs } from "./network-args.ts";

/**
 * The overlay networks of one stack.
 *
 * - `edge`: Traefik and Centrifugo.
 * - `backend`: applications and Centrifugo's API; join it from your own stack.
 * - `redis` (internal): Centrifugo and Redis.
 * - `socket` (internal): Traefik and the read-only proxy in front of the Docker socket.
 */
export class Networks extends pulumi.ComponentResource {
  readonly ids: Readonly<Record<NetworkName, pulumi.Output<string>>>;

  constructor(name: string, identity: StackIdentity, opts: pulumi.ComponentResourceOptions = {}) {
    super("centrifugo-swarm:stacks:Networks", name, {}, opts);
    const create = (network: NetworkName) =>
      new docker.Network(objectName(identity, network), networkArgs(identity, network), { parent: this }).id;
    this.ids = {
      edge: create("edge"),
      backend: create("backend"),
      redis: create("redis"),
      socket: create("socket"),
    };
    this.registerOutputs();
  }
}
