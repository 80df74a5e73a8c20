import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { type NetworkName, objectName, ownNetworksOf, type StackIdentity } from "./names.ts";
import { networkArgs } from "./network-args.ts";

export interface NetworksArgs {
  readonly config: Parameters<typeof ownNetworksOf>[0];
  readonly identity: StackIdentity;
  /** Id of the network of a Traefik that is not of this stack. */
  readonly externalNetworkId: string;
}

/**
 * The overlay networks of one stack.
 *
 * - `edge`: Traefik and Centrifugo; a Traefik of somebody else brings its own, which is only referred to.
 * - `backend`: applications and Centrifugo's API; join it from your own stack.
 * - `redis` (internal): Centrifugo and Redis.
 * - `socket` (internal): Traefik and the read-only proxy in front of the Docker socket.
 */
export class Networks extends pulumi.ComponentResource {
  readonly ids: Readonly<Record<NetworkName, pulumi.Output<string>>>;

  constructor(
    name: string,
    { config, identity, externalNetworkId }: NetworksArgs,
    opts: pulumi.ComponentResourceOptions = {},
  ) {
    super("centrifugo-swarm:stacks:Networks", name, {}, opts);
    const own = ownNetworksOf(config);
    const idOf = (network: NetworkName) =>
      own.includes(network)
        ? new docker.Network(objectName(identity, network), networkArgs(identity, network), { parent: this })
            .id
        : pulumi.output(externalNetworkId);
    this.ids = {
      edge: idOf("edge"),
      backend: idOf("backend"),
      redis: idOf("redis"),
      socket: idOf("socket"),
    };
    this.registerOutputs();
  }
}
