import * as pulumi from "@pulumi/pulumi";
import { BackendSecrets } from "./backend-secrets.ts";
import { centrifugoFacts } from "./centrifugo-options.ts";
import { definitionOf, type RealtimeShape } from "./definitions.ts";
import { externalNetworkOf, objectName, type ServiceName } from "./names.ts";
import { Networks } from "./networks.ts";
import { SwarmService } from "./swarm-service.ts";
import { traefikFileCommand } from "./traefik-file.ts";
import { websocketUrl } from "./urls.ts";

export interface RealtimeArgs extends RealtimeShape {
  /** Cluster id of the Swarm; the state keeps it from the first resource on, also when an `up` fails. */
  readonly swarmId: string;
  /**
   * Ids of networks on the Swarm by their names, for those that the stack joins and somebody else has made. The
   * provider would replace a service whose network is given by name.
   */
  readonly networkIds?: ReadonlyMap<string, string> | undefined;
}

/** Names on the Swarm; what somebody else brings in place of this stack is not there. */
export interface RealtimeServices {
  readonly centrifugo: string;
  readonly redis?: string;
  readonly traefik?: string;
  readonly socketProxy?: string;
}

/** Centrifugo, Redis and Traefik on one Swarm: all that carries a message from a backend to a browser. */
export class Realtime extends pulumi.ComponentResource {
  /** Where clients connect: `wss://centrifugo.example.com/connection/websocket`. */
  readonly websocketUrl: string;
  /** Where a backend publishes, from inside the network `backend`. */
  readonly apiUrl: string;
  /** The connection test page, where there is one. */
  readonly testPageUrl: string | undefined;
  /** Names of the services on the Swarm. */
  readonly services: RealtimeServices;
  /** How to get the file for the owner of a Traefik that is not of this stack. */
  readonly traefikFile: string | undefined;
  /** Name of the network that a backend joins. */
  readonly networks: { readonly backend: string };
  /** Names of the Swarm secrets that a backend mounts. */
  readonly secrets: {
    readonly tokenSecret: pulumi.Output<string>;
    readonly apiKey: pulumi.Output<string>;
  };

  constructor(name: string, args: RealtimeArgs, opts: pulumi.ComponentResourceOptions = {}) {
    super("centrifugo-swarm:stacks:Realtime", name, { swarmId: args.swarmId }, opts);
    const { identity, config } = args;
    const external = externalNetworkOf(config);
    // Where nothing is deployed, as in a check, its name stands for its id.
    const idOf = (network: string) => args.networkIds?.get(network) ?? network;
    const networks = new Networks(
      objectName(identity, "networks"),
      { config, identity, idOf },
      { parent: this },
    );
    const backend = new BackendSecrets(objectName(identity, "backend-secrets"), config, identity, {
      parent: this,
    });

    const serviceName = (service: ServiceName) => objectName(identity, service);
    const deploy = (type: string, service: ServiceName, dependsOn: SwarmService[] = []) =>
      new SwarmService(
        type,
        serviceName(service),
        {
          identity,
          definition: definitionOf(service, args),
          networks: networks.ids,
          foreignNetworkId: idOf,
          shared: service === "test-page" ? backend.files : undefined,
          transform: args.transform?.[service],
        },
        { parent: this, dependsOn },
      );
    // Centrifugo exits when it cannot reach Redis at its start; Traefik shows nothing until its proxy answers.
    const redis = config.redis.mode === "managed" ? deploy("Redis", "redis") : undefined;
    const centrifugo = deploy("Centrifugo", "centrifugo", redis === undefined ? [] : [redis]);
    if (external === undefined) deploy("Traefik", "traefik", [deploy("SocketProxy", "socket-proxy")]);
    if (config.testPage !== undefined) deploy("TestPage", "test-page", [centrifugo]);

    const facts = centrifugoFacts(config, identity);
    this.websocketUrl = websocketUrl(config, facts);
    this.testPageUrl = config.testPage && `${config.testPage.origin}/`;
    this.apiUrl = `http://${serviceName("centrifugo")}:${facts.internalPort}${facts.apiPath}`;
    this.services = {
      centrifugo: serviceName("centrifugo"),
      ...(redis !== undefined && { redis: serviceName("redis") }),
      ...(external === undefined && {
        traefik: serviceName("traefik"),
        socketProxy: serviceName("socket-proxy"),
      }),
    };
    this.traefikFile = external === undefined ? undefined : traefikFileCommand(identity);
    this.networks = { backend: objectName(identity, "backend") };
    this.secrets = { tokenSecret: backend.tokenSecretName, apiKey: backend.apiKeyName };
    this.registerOutputs();
  }
}
