import { readImageSources, resolveImage } from "../config/images.ts";
import type { StackConfig } from "../config/stack-config.ts";
import type { ProofTarget } from "../doctor/proof.ts";
import { isDevelopmentCertificate } from "./certificate.ts";
import type { EngineTarget } from "./engine-facts.ts";
import type { StackOutputs } from "./outputs.ts";

/** What the closing proof looks at, from the stack's configuration and outputs. */
export function proofTarget(stack: {
  readonly config: StackConfig;
  readonly outputs: StackOutputs;
  readonly directory: string;
  readonly name: string;
  /** PEM of the local certificate authority. */
  readonly authority: string;
  readonly engine: EngineTarget;
}): ProofTarget {
  const { config, outputs } = stack;
  const api = new URL(outputs.apiUrl);
  const dialAddress = config.domain.endsWith(".localhost") ? engineHost(stack.engine) : undefined;
  return {
    websocketUrl: outputs.websocketUrl,
    ...(dialAddress === undefined ? {} : { dialAddress }),
    origin: config.allowedOrigins[0] ?? "",
    // A certificate of a public authority has to hold for the system's own list.
    ...(isDevelopmentCertificate(config.certificate) ? { caCertificate: stack.authority } : {}),
    tokenSecret: config.tokenSecret,
    channels: config.channels,
    namespaces: config.namespaces,
    services: outputs.services,
    networks: outputs.networks,
    secrets: outputs.secrets,
    replicas: config.replicas,
    apiPort: Number(api.port),
    apiPrefix: api.pathname,
    image: resolveImage(config.images.centrifugo, readImageSources(stack.directory, stack.name)),
  };
}

/** A `.localhost` name means the machine of the engine; Node does not resolve such names everywhere. */
function engineHost(engine: EngineTarget): string {
  if (engine.local) return "127.0.0.1";
  return URL.canParse(engine.host) ? new URL(engine.host).hostname : "127.0.0.1";
}
