import { randomBytes } from "node:crypto";
import { z } from "zod/mini";
import { dockerWithInput } from "../../doctor/probes/docker.ts";
import { ownerLabel } from "../../model/labels.ts";
import { docker } from "../support/docker.ts";
import type { TestStack } from "../support/test-stack.ts";
import { readService } from "./services.ts";

/** The new content, from the old one where Docker gives that back: it does for configs only. */
export type EditFile = (text: string) => string;

const file = z.object({ Name: z.string(), UID: z.string(), GID: z.string(), Mode: z.number() });
const mounts = z.object({
  ContainerSpec: z.object({
    Configs: z._default(z.array(z.object({ ConfigName: z.string(), File: file })), []),
    Secrets: z._default(z.array(z.object({ SecretName: z.string(), File: file })), []),
  }),
});
const inspected = z.tuple([z.object({ Spec: z.object({ Data: z._default(z.string(), "") }) })]);

/** Makes the config or secret, and gives the flags of `docker service update` that swap it in. */
export async function replaceFile({ name }: TestStack, service: string, path: string, edit: EditFile) {
  const { ContainerSpec } = mounts.parse((await readService(service)).Spec.TaskTemplate);
  const found = [
    ...ContainerSpec.Configs.map(({ ConfigName, File }) => ({ kind: "config", old: ConfigName, File })),
    ...ContainerSpec.Secrets.map(({ SecretName, File }) => ({ kind: "secret", old: SecretName, File })),
  ].find(({ File }) => File.Name === path);
  if (found === undefined) throw new Error(`${service} mounts nothing at ${path}`);
  const { kind, old, File } = found;
  const [{ Spec }] = inspected.parse(JSON.parse(await docker(kind, "inspect", old)));
  const source = `${name}_gallery-${randomBytes(3).toString("hex")}`;
  // By this label the stack's end finds it.
  const label = ["--label", `${ownerLabel}=centrifugo-swarm/${name}`];
  const text = edit(Buffer.from(Spec.Data, "base64").toString());
  await dockerWithInput(text, kind, "create", ...label, source, "-");
  const mode = `0${File.Mode.toString(8)}`;
  const add = `source=${source},target=${path},uid=${File.UID},gid=${File.GID},mode=${mode}`;
  return [`--${kind}-rm`, old, `--${kind}-add`, add];
}
