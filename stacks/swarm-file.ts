import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { rolesLabel } from "../model/labels.ts";
import type { FileDefinition } from "./definition.ts";
import { labelList, objectName, type StackIdentity, stackLabels } from "./names.ts";

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

export function configArgs(identity: StackIdentity, file: FileDefinition): docker.ServiceConfigArgs {
  return { dataRaw: file.content, labels: labelList(stackLabels(identity)) };
}

export function secretArgs(identity: StackIdentity, file: FileDefinition): docker.SecretArgs {
  const labels = { ...stackLabels(identity), [rolesLabel]: (file.roles ?? []).join(",") };
  return {
    // Standard base64: the provider refuses the URL-safe form, and quotes the value when it does.
    data: Buffer.from(file.content, "utf8").toString("base64"),
    labels: labelList(labels),
  };
}
