import type * as docker from "@pulumi/docker";
import { rolesLabel } from "../model/labels.ts";
import type { FileDefinition } from "./definition.ts";
import { labelList, type StackIdentity, stackLabels } from "./names.ts";

/** The provider's arguments for a Swarm config. */
export function configArgs(identity: StackIdentity, file: FileDefinition): docker.ServiceConfigArgs {
  return { dataRaw: file.content, labels: labelList(stackLabels(identity)) };
}

/** The provider's arguments for a Swarm secret; its data is in clear here. */
export function secretArgs(identity: StackIdentity, file: FileDefinition): docker.SecretArgs {
  const labels = { ...stackLabels(identity), [rolesLabel]: (file.roles ?? []).join(",") };
  return {
    // Standard base64: the provider refuses the URL-safe form, and quotes the value when it does.
    data: Buffer.from(file.content, "utf8").toString("base64"),
    labels: labelList(labels),
  };
}
