import type { StackConfig } from "../../config/stack-config.ts";
import { traefikSchema } from "../../config/traefik.ts";
import { exampleConfig } from "./example-config.ts";

/** A stack behind a Traefik of somebody else. */
export function externalConfig(traefik: Partial<StackConfig["traefik"]> = {}): StackConfig {
  const { certificate: _certificate, certificateKey: _key, ...config } = exampleConfig();
  return {
    ...config,
    traefik: { ...traefikSchema.parse({ mode: "external", network: "traefik-public" }), ...traefik },
  };
}
