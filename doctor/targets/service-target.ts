import { UserError } from "../../config/user-error.ts";
import { fromSwarm } from "../../model/from-swarm.ts";
import type { Service, StackModel } from "../../model/model.ts";
import type { SwarmTarget } from "../doctor-target.ts";
import { specOf } from "../facts/service-env.ts";
import { readSwarmObjects } from "../probes/swarm-objects.ts";
import { type CentrifugoOptions, centrifugoOptions } from "./centrifugo-options.ts";
import { redisOf } from "./find-redis.ts";
import { websocketUrlOf } from "./find-route.ts";
import { sharedNetworks } from "./networks.ts";

/** What the Swarm tells of a stack that somebody deployed by hand. */
export interface FoundStack {
  readonly swarm: SwarmTarget;
  /** From Traefik's labels on the service; undefined: no router with a host. */
  readonly websocketUrl: string | undefined;
  /** The first Origin that Centrifugo allows; undefined: none that is a whole one. */
  readonly origin: string | undefined;
  /** The token secret where it stands in clear in the service; undefined: the doctor cannot see it. */
  readonly tokenSecret: string | undefined;
}

/**
 * Finds Centrifugo, its Redis and Traefik on the Swarm, by image and settings.
 *
 * @throws UserError when there is no such service, or it is no Centrifugo.
 */
export async function findStack(name: string, backend: string | undefined): Promise<FoundStack> {
  const objects = await readSwarmObjects();
  const model = fromSwarm(objects);
  const service = centrifugoNamed(name, model);
  if (backend !== undefined) existing(backend, model);
  const spec = specOf(name, objects.services);
  const options = centrifugoOptions(service, spec, objects.configs);
  const redis = redisOf(service, options, model);
  // A Swarm may have several: the one that routes here shares a network.
  const traefik = model.services.find(
    (one) => one.system === "traefik" && sharedNetworks(service, one, model).length > 0,
  );
  const [network] = sharedNetworks(service, undefined, model);
  if (network === undefined)
    throw new UserError(`service ${name} is on no overlay network, so nothing on the Swarm reaches its API`, {
      fix: `Put it on one: docker service update --network-add NETWORK ${name}`,
    });
  return {
    swarm: {
      services: {
        centrifugo: name,
        ...(redis?.service === undefined ? {} : { redis: redis.service }),
        ...(traefik === undefined ? {} : { traefik: traefik.name }),
        ...(backend === undefined ? {} : { backend }),
      },
      replicas: Math.max(spec.replicas ?? 1, 1),
      network,
      apiKey: options.place("http_api.key"),
      tokenSecret: options.place("client.token.hmac_secret_key"),
      apiPort: options.internalPort,
      apiPrefix: options.text("http_api.handler_prefix"),
      image: spec.image,
      redis: redis?.target,
      start: {
        secrets: Object.fromEntries(spec.secrets),
        configs: Object.fromEntries(spec.configs),
        env: Object.fromEntries([...spec.env].filter(([variable]) => variable.startsWith("CENTRIFUGO_"))),
        config: options.config,
        envFile: options.envFile,
      },
    },
    websocketUrl: websocketUrlOf(service, traefik, options),
    origin: originOf(options),
    tokenSecret: options.clear("client.token.hmac_secret_key"),
  };
}

function centrifugoNamed(name: string, model: StackModel): Service {
  const service = existing(name, model);
  if (service.system === "centrifugo") return service;
  throw new UserError(`service ${name} runs no Centrifugo, by its image.`, {
    fix: `Name the service of Centrifugo. ${candidates(model)}`,
    exitCode: 2,
  });
}

function existing(name: string, model: StackModel): Service {
  const service = model.services.find((one) => one.name === name);
  if (service !== undefined) return service;
  throw new UserError(`there is no service ${name} on this Swarm.`, {
    fix: `${candidates(model)} Another Swarm is chosen by DOCKER_HOST or DOCKER_CONTEXT.`,
    exitCode: 2,
  });
}

function candidates({ services }: StackModel): string {
  const names = services.filter(({ system }) => system === "centrifugo").map(({ name }) => name);
  return names.length === 0 ? "No service there runs Centrifugo." : `There are: ${names.join(", ")}.`;
}

function originOf(options: CentrifugoOptions): string | undefined {
  const origins = options.text("client.allowed_origins").split(/[\s,[\]"]+/);
  return origins.find((origin) => /^https?:\/\/[^*]+$/.test(origin));
}
