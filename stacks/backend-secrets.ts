import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/stack-config.ts";
import { backendSecretFiles } from "./backend-secret-files.ts";
import type { FileDefinition } from "./definition.ts";
import type { ObjectReference } from "./docker-service.ts";
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
  /** By the names of their files, for a service of this stack that mounts them. */
  readonly files: ReadonlyMap<string, ObjectReference>;

  constructor(
    name: string,
    config: StackConfig,
    identity: StackIdentity,
    opts: pulumi.ComponentResourceOptions = {},
  ) {
    super("centrifugo-swarm:stacks:BackendSecrets", name, {}, opts);
    const [token, apiKey] = backendSecretFiles(config);
    const create = (file: FileDefinition) =>
      createSwarmFile(identity, file, { parent: this, retainOnDelete: true });
    const [tokenSecret, key] = [create(token), create(apiKey)];
    this.tokenSecretName = tokenSecret.name;
    this.apiKeyName = key.name;
    this.files = new Map([
      [token.name, tokenSecret],
      [apiKey.name, key],
    ]);
    this.registerOutputs();
  }
}
