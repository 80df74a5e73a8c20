import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/stack-config.ts";
import { BackendSecrets } from "./backend-secrets.ts";
import { centrifugoDefinition } from "./centrifugo.ts";
import { internalPort } from "./centrifugo-config.ts";
import type { ServiceDefinition } from "./definition.ts";
import { objectName, type ServiceName, type StackIdentity } from "./names.ts";
import { Networks } from "./networks.ts";
import { redisDefinition } from "./redis.ts";
import { socketProxyDefinition } from "./socket-proxy.ts";
import { SwarmService, type Transform } from "./swarm-service.ts";
import { traefikDefinition } from "./traefik.ts";

/** What decides how the resources look, and so all that the rules have to see. */
export interface RealtimeShape {
  /** Pulumi project and stack; they name every object on the Swarm. */
  readonly identity: StackIdentity;
  /** The checked configuration of the stack, see `config/stack-config.ts`. */
  readonly config: StackConfig;
  /**
   * Changes to the arguments of single services, for what the configuration does not offer.
   * The rules see the changed arguments.
   *
   * @example { redis: (args) => ({ ...args, labels: [...] }) }
   */
  readonly transform?: Readonly<Partial<Record<ServiceName, Transform>>>;
}

export interface RealtimeArgs extends RealtimeShape {
  /** Cluster id of the Swarm; the state keeps it from the first resource on, also when an `up` fails. */
  readonly swarmId: string;
}

/** Centrifugo, Redis and Traefik on one Swarm: all that carries a message from a backend to a browser. */
export class Realtime extends pulumi.ComponentResource {
  /** Where clients connect: `wss://centrifugo.example.com/connection/websocket`. */
  readonly websocketUrl: string;
  /** Where a backend publishes, from inside the network `backend`. */
  readonly apiUrl: string;
  /** Names of the services on the Swarm. */
  readonly services: Readonly<Record<"centrifugo" | "redis" | "traefik" | "socketProxy", string>>;
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
    const networks = new Networks(objectName(identity, "networks"), identity, { parent: this });
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
          definition: definitions[service](config, identity),
          networks: networks.ids,
          transform: args.transform?.[service],
        },
        { parent: this, dependsOn },
      );
    // Centrifugo exits when it cannot reach Redis at its start; Traefik shows nothing until its proxy answers.
    const redis = deploy("Redis", "redis");
    deploy("Centrifugo", "centrifugo", [redis]);
    const proxy = deploy("SocketProxy", "socket-proxy");
    deploy("Traefik", "traefik", [proxy]);

    const port = config.traefik.httpsPort === 443 ? "" : `:${config.traefik.httpsPort}`;
    this.websocketUrl = `wss://${config.domain}${port}/connection/websocket`;
    this.apiUrl = `http://${serviceName("centrifugo")}:${internalPort}/api`;
    this.services = {
      centrifugo: serviceName("centrifugo"),
      redis: serviceName("redis"),
      traefik: serviceName("traefik"),
      socketProxy: serviceName("socket-proxy"),
    };
    this.networks = { backend: objectName(identity, "backend") };
    this.secrets = { tokenSecret: backend.tokenSecretName, apiKey: backend.apiKeyName };
    this.registerOutputs();
  }
}

/** How each service is to look, as plain data. */
export const definitions: Readonly<
  Record<ServiceName, (config: StackConfig, identity: StackIdentity) => ServiceDefinition>
> = {
  redis: redisDefinition,
  centrifugo: centrifugoDefinition,
  "socket-proxy": socketProxyDefinition,
  traefik: traefikDefinition,
};
