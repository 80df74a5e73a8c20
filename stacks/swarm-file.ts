import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { FileDefinition } from "./definition.ts";
import { objectName, type StackIdentity } from "./names.ts";
import { configArgs, secretArgs } from "./swarm-file-args.ts";

/**
 * Makes the Swarm config or secret behind a file.
 *
 * It gets no name of ours: Pulumi appends a suffix, so that a change makes a new object, updates the
 * service and then deletes the old one. With a fixed name the provider would delete first, and fail.
 */
export function createSwarmFile(
  identity: StackIdentity,
  file: FileDefinition,
  opts: pulumi.CustomResourceOptions,
): docker.Secret | docker.ServiceConfig {
  const name = objectName(identity, file.name);
  if (file.secret) {
    const args = secretArgs(identity, file);
    return new docker.Secret(name, { ...args, data: pulumi.secret(args.data) }, opts);
  }
  return new docker.ServiceConfig(name, configArgs(identity, file), opts);
}
