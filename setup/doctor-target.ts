import { getCACertificates } from "node:tls";
import { readImageSources, resolveImages } from "../config/images.ts";
import type { StackConfig } from "../config/stack-config.ts";
import { isExternal } from "../config/traefik-mode.ts";
import type { DoctorTarget, EdgeTarget, SwarmTarget } from "../doctor/doctor-target.ts";
import { objectName, type StackIdentity } from "../stacks/names.ts";
import { isDevelopmentCertificate } from "./certificate.ts";
import type { EngineTarget } from "./engine-facts.ts";
import type { StackOutputs } from "./outputs.ts";
import { redisTarget } from "./redis-target.ts";

/** What is known of a stack of our own program. */
export type StackTarget = DoctorTarget & {
  readonly edge: EdgeTarget;
  readonly tokens: { readonly secret: string };
  readonly swarm: SwarmTarget;
};

/** Our own stack, from its configuration and outputs. */
export function doctorTarget(stack: {
  readonly config: StackConfig;
  readonly outputs: StackOutputs;
  readonly identity: StackIdentity;
  /** Where Pulumi.yaml lies. */
  readonly directory: string;
  /** PEM of the local certificate authority. */
  readonly authority: string;
  readonly engine: EngineTarget;
  /** How long the route of a stack that was just deployed may take, in ms. @default 0 */
  readonly settleMs?: number;
}): StackTarget {
  const { config, outputs, identity, settleMs = 0 } = stack;
  const { images } = resolveImages(config, readImageSources(stack.directory, identity.stack));
  const api = new URL(outputs.apiUrl);
  const dialAddress = config.domain.endsWith(".localhost") ? engineHost(stack.engine) : undefined;
  const { centrifugo, redis, traefik, socketProxy } = outputs.services;
  const page = config.testPage === undefined ? [] : [objectName(identity, "test-page")];
  const named = (name: string | undefined, image: string) => (name === undefined ? {} : { [name]: image });
  return {
    edge: {
      websocketUrl: outputs.websocketUrl,
      ...(dialAddress === undefined ? {} : { dialAddress }),
      origin: config.allowedOrigins[0] ?? "",
      ...trusted(config, stack.authority),
      ...alpn(config),
      settleMs,
    },
    tokens: { secret: config.tokenSecret },
    channels: config.channels,
    namespaces: config.namespaces,
    swarm: {
      services: {
        centrifugo,
        ...(redis !== undefined && { redis }),
        ...(traefik !== undefined && { traefik }),
        others: [...(socketProxy === undefined ? [] : [socketProxy]), ...page],
      },
      images: {
        [centrifugo]: images.centrifugo,
        ...named(redis, images.redis),
        ...named(traefik, images.traefik),
        ...named(socketProxy, images.socketProxy),
        ...Object.fromEntries(page.map((name) => [name, images.testPage])),
      },
      replicas: config.replicas,
      network: outputs.networks.backend,
      apiKey: { secret: outputs.secrets.apiKey },
      tokenSecret: { path: "/centrifugo/.env", variable: "CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY" },
      apiPort: Number(api.port),
      apiPrefix: api.pathname,
      image: images.centrifugo,
      redis: redisTarget(config, identity, outputs),
    },
  };
}

/**
 * A certificate of a public authority has to hold for the system's own list. Whose it is that an existing Traefik
 * serves is not known; for a name of this machine its authority may have signed it.
 */
function trusted({ certificate, domain, traefik }: StackConfig, authority: string) {
  if (isDevelopmentCertificate(certificate)) return { caCertificate: authority };
  if (!isExternal(traefik) || !domain.endsWith(".localhost") || authority === "") return {};
  return { caCertificate: [authority, ...getCACertificates("default")].join("\n") };
}

/** Our own Traefik always has the TLS option; another one where the stack file names it. */
function alpn({ traefik }: StackConfig): Pick<EdgeTarget, "http1Only" | "tlsOption"> {
  if (!isExternal(traefik)) return { http1Only: true };
  return traefik.tlsOption === undefined ? {} : { http1Only: true, tlsOption: traefik.tlsOption };
}

/** A `.localhost` name means the machine of the engine; Node does not resolve such names everywhere. */
function engineHost(engine: EngineTarget): string {
  if (engine.local) return "127.0.0.1";
  return URL.canParse(engine.host) ? new URL(engine.host).hostname : "127.0.0.1";
}
