import type { PulumiResource } from "../model/from-pulumi.ts";
import { backendSecretFiles } from "./backend-secret-files.ts";
import { definedArgs } from "./defined-args.ts";
import { definitionOf, type RealtimeShape } from "./definitions.ts";
import { edgeNetworkName, objectName, ownNetworksOf, servicesOf } from "./names.ts";
import { networkArgs } from "./network-args.ts";
import { configArgs, secretArgs } from "./swarm-file-args.ts";

/**
 * Every resource that `Realtime` declares for the same arguments, with names where ids will be, so that the rules can run before the
 * first one is: a policy on the whole stack runs only after all of an `up` has been carried out.
 */
export function describe(args: RealtimeShape): PulumiResource[] {
  const { identity, config } = args;
  const named = (name: string) => objectName(identity, name);
  const networks = {
    edge: edgeNetworkName(config, identity),
    backend: named("backend"),
    redis: named("redis"),
    socket: named("socket"),
  };
  const services = servicesOf(config).map((service) => ({
    service,
    definition: definitionOf(service, args),
  }));
  const shared = backendSecretFiles(config);
  const own = services.flatMap(({ definition }) => definition.files);
  const files = [...shared, ...own.filter(({ name }) => shared.every((file) => file.name !== name))];
  return [
    ...ownNetworksOf(config).map((network) =>
      resource("network:Network", named(network), networkArgs(identity, network)),
    ),
    ...files.map((file) =>
      file.secret
        ? resource("secret:Secret", named(file.name), secretArgs(identity, file))
        : resource("serviceConfig:ServiceConfig", named(file.name), configArgs(identity, file)),
    ),
    ...services.map(({ service, definition }) =>
      resource(
        "service:Service",
        definition.name,
        definedArgs({ identity, definition, networks, transform: args.transform?.[service] }, (file) => ({
          id: named(file),
          name: named(file),
        })),
      ),
    ),
  ];
}

function resource(type: string, name: string, args: object): PulumiResource {
  return { type: `docker:index/${type}`, name, props: Object.fromEntries(Object.entries(args)) };
}
