import type { Service, StackModel } from "../model/model.ts";
import { networkNames, networkOf } from "../model/networks.ts";
import { clear } from "../model/value.ts";
import { showWord } from "./show-name.ts";

/** Who can open a connection to a service, beside those that are meant to. */
export interface Reach {
  /** For a message: `service backend on network default`; undefined: nobody else. */
  readonly by: string | undefined;
  /** False: its networks, or those of another service, are not known here. */
  readonly complete: boolean;
}

/**
 * Whoever shares a network with a service and is no friend of it: another service, or anybody where the network is
 * made by somebody else, open to containers outside of services, or where a port is published.
 */
export function reachOf(service: Service, model: StackModel, isFriend: (other: Service) => boolean): Reach {
  if (service.ports.length > 0) return { by: "whoever reaches its published port", complete: true };
  const open = service.networks.find((attachment) => {
    const network = networkOf(attachment, model);
    return clear(attachment.network) !== undefined && (network === undefined || network.external);
  });
  if (open !== undefined)
    return {
      by: `whoever joins network ${nameOf(clear(open.network))}, which other stacks may use`,
      complete: true,
    };
  const attachable = service.networks.find(
    (attachment) => clear(networkOf(attachment, model)?.attachable) === true,
  );
  if (attachable !== undefined)
    return { by: `any container that joins network ${nameOf(clear(attachable.network))}`, complete: true };

  const own = networkNames(service, model);
  const others = model.services.filter((other) => other !== service && !isFriend(other));
  const neighbours = others.map((other) => ({ other, names: networkNames(other, model) }));
  for (const { other, names } of neighbours) {
    const shared = [...(names ?? [])].find((name) => own?.has(name));
    if (shared !== undefined)
      return { by: `service ${other.name} on network ${nameOf(shared)}`, complete: true };
  }
  const complete =
    service.portsComplete && own !== undefined && neighbours.every(({ names }) => names !== undefined);
  return { by: undefined, complete };
}

/** Whether two services share a network; undefined: not known here. */
export function shareNetwork(one: Service, other: Service, model: StackModel): boolean | undefined {
  const [names, otherNames] = [networkNames(one, model), networkNames(other, model)];
  if (names === undefined || otherNames === undefined) return undefined;
  return [...names].some((name) => otherNames.has(name));
}

function nameOf(name: string | undefined): string {
  return showWord(name ?? "", "of its own");
}
