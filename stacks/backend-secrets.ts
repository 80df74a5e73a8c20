import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/stack-config.ts";
import type { FileDefinition } from "./definition.ts";
import type { StackIdentity } from "./names.ts";
import { createSwarmFile } from "./swarm-file.ts";

/**
 * The two secrets that an application's backend mounts: the one that it signs tokens with, and the key of
 * the HTTP API. Each file holds the bare value, the same that Centrifugo gets.
 *
 * They outlive their resource (`retainOnDelete`): Swarm refuses to delete what a service of another stack
 * still mounts. `make down` removes them once nothing uses them.
 */
export class BackendSecrets extends pulumi.ComponentResource {
  readonly tokenSecretName: pulumi.Output<string>;
  readonly apiKeyName: pulumi.Output<string>;

  constructor(
    name: string,
    config: StackConfig,
    identity: StackIdentity,
    opts: pulumi.ComponentResourceOptions = {},
  ) {
    super("centrifugo-swarm:stacks:BackendSecrets", name, {}, opts);
    const [token, apiKey] = backendSecretFiles(config);
    const nameOf = (file: FileDefinition) =>
      createSwarmFile(identity, file, { parent: this, retainOnDelete: true }).name;
    this.tokenSecretName = nameOf(token);
    this.apiKeyName = nameOf(apiKey);
    this.registerOutputs();
  }
}

/** Names without the stack's prefix and Pulumi's suffix. */
export const backendSecretNames = ["token-secret", "api-key"] as const;

/** Path, owner and mode are up to the service that mounts them. */
export function backendSecretFiles(config: StackConfig): readonly [FileDefinition, FileDefinition] {
  return [
    { ...backendFile("token-secret", "token"), content: config.tokenSecret },
    { ...backendFile("api-key", "api-key"), content: config.apiKey },
  ];
}

function backendFile(name: (typeof backendSecretNames)[number], role: string) {
  return { name, path: `/run/secrets/${name}`, secret: true, roles: [role], uid: 0, mode: 0o400 } as const;
}
