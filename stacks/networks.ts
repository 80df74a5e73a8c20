import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import {
  externalNetworkOf,
  type NetworkName,
  objectName,
  ownNetworksOf,
  type StackIdentity,
} from "./names.ts";
import { networkArgs } from "./network-args.ts";

export interface NetworksArgs {
  readonly config: Parameters<typeof ownNetworksOf>[0];
  readonly identity: StackIdentity;
  /** The id of a network of somebody else, by its name on the Swarm. */
  readonly idOf: (name: string) => string;
}

/**
 * The overlay networks of one stack.
 *
 * - `edge`: Traefik and Centrifugo; a Traefik of somebody else brings its own, which is only referred to.
 * - `backend`: applications and Centrifugo's API; join it from your own stack.
 * - `redis` (internal): Centrifugo and Redis, where the stack has one of its own.
 * - `socket` (internal): Traefik and the read-only proxy in front of the Docker socket.
 */
export class Networks extends pulumi.ComponentResource {
  readonly ids: Readonly<Partial<Record<NetworkName, pulumi.Output<string>>>>;

  constructor(
    name: string,
    { config, identity, idOf }: NetworksArgs,
    opts: pulumi.ComponentResourceOptions = {},
  ) {
    super("centrifugo-swarm:stacks:Networks", name, {}, opts);
    const create = (network: NetworkName) =>
      new docker.Network(objectName(identity, network), networkArgs(identity, network), { parent: this }).id;
    const own = ownNetworksOf(config).map((network) => [network, create(network)] as const);
    const edge = externalNetworkOf(config);
    this.ids = {
      ...Object.fromEntries(own),
      ...(edge !== undefined && { edge: pulumi.output(idOf(edge)) }),
    };
    this.registerOutputs();
  }
}
