import type { Network, Service, StackModel } from "./model.ts";
import type { Attachment } from "./service-spec.ts";
import { clear } from "./value.ts";

/** The network that a service is attached to; undefined: none that the source declares. */
export function networkOf({ network }: Attachment, { networks }: StackModel): Network | undefined {
  const name = clear(network);
  return name === undefined
    ? undefined
    : networks.find((candidate) => candidate.name === name || candidate.otherNames.includes(name));
}

/** Names on the Swarm, or what the source calls them, of all networks of a service; undefined: not all are known. */
export function networkNames(service: Service, model: StackModel): ReadonlySet<string> | undefined {
  const names = service.networks.map(
    (attachment) => networkOf(attachment, model)?.name ?? nameAlone(attachment, model),
  );
  const known = names.filter((name) => name !== undefined);
  return service.networksComplete && known.length === names.length ? new Set(known) : undefined;
}

/** Pulumi attaches by id, which tells nothing of the name. */
function nameAlone({ network }: Attachment, { source }: StackModel): string | undefined {
  return source === "pulumi" ? undefined : clear(network);
}
