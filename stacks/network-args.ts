import type * as docker from "@pulumi/docker";
import { labelList, type NetworkName, objectName, type StackIdentity, stackLabels } from "./names.ts";

/** Without a way out of the Swarm: what listens there has no business on the internet. */
const internalNetworks: readonly NetworkName[] = ["redis", "socket"];

/** The provider's arguments for one of the networks. */
export function networkArgs(identity: StackIdentity, network: NetworkName): docker.NetworkArgs {
  return {
    name: objectName(identity, network),
    driver: "overlay",
    internal: internalNetworks.includes(network),
    attachable: false,
    labels: labelList(stackLabels(identity)),
  };
}
