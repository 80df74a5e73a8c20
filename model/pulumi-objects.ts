import type { Network, SwarmObject } from "./model.ts";
import { fileKinds, objectText, type PulumiResource } from "./pulumi-files.ts";
import { optionalValue, readOptions, toBoolean } from "./pulumi-spec.ts";
import { pulumiTypes } from "./pulumi-types.ts";
import { get, list, notKnown, text } from "./pulumi-value.ts";
import type { Origin } from "./value.ts";

/** Pulumi's own names end in seven digits of a hash; a program may append a hash of the content itself. */
const endsInHash = /-[0-9a-f]{7}$|[-_.](?=[a-f]*\d)[0-9a-f]{6,64}$/;

/** Networks that the program declares. */
export function readNetworks(resources: readonly PulumiResource[]): readonly Network[] {
  return resources.filter(({ type }) => type === pulumiTypes.network).map(readNetwork);
}

/** Swarm configs and secrets that the program declares. */
export function readObjects(resources: readonly PulumiResource[]): readonly SwarmObject[] {
  return resources.flatMap((resource) => {
    const kind = fileKinds.find(({ type }) => type === resource.type)?.kind;
    if (kind === undefined) return [];
    const content = objectText(resource);
    const named = text(get(resource.props, "name"));
    return [
      {
        kind,
        name: resource.name,
        origin: { label: `Swarm ${kind} ${resource.name}` },
        external: false,
        fixedName: typeof named === "string" && named !== "" && !endsInHash.test(named),
        bytes: content === undefined ? undefined : Buffer.byteLength(content),
      },
    ];
  });
}

function readNetwork({ name: logicalName, props }: PulumiResource): Network {
  const given = text(get(props, "name"));
  const id = text(get(props, "id"));
  const name = typeof given === "string" && given !== "" ? given : logicalName;
  const at = (what: string): Origin => ({ label: `${what} of network ${name}` });
  return {
    name,
    otherNames: [logicalName, ...(typeof id === "string" ? [id] : [])],
    origin: { label: `network ${name}` },
    driver: optionalValue(text(get(props, "driver")), at("driver")),
    internal: toBoolean(optionalValue(text(get(props, "internal")), at("internal"))),
    attachable: toBoolean(optionalValue(text(get(props, "attachable")), at("attachable"))),
    options: readOptions(get(props, "options"), (key) => at(`option ${key}`)),
    subnets: (list(get(props, "ipamConfigs")) ?? [notKnown]).flatMap(
      (config) => optionalValue(text(get(config, "subnet")), at("subnet")) ?? [],
    ),
    external: false,
  };
}
