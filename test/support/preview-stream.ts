import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { root } from "../../setup/project.ts";
import { cliPath } from "../../setup/pulumi-home.ts";
import type { TestStack } from "./test-stack.ts";

/** What a preview of the workflow prints, and how it ended. */
export interface PreviewStream {
  readonly exitCode: number | undefined;
  /** Events, one a line. */
  readonly events: string;
  readonly log: string;
}

/** Runs the preview as the workflow does: events on standard output, our rules as a policy pack. */
export async function previewStream({ context, directory }: TestStack): Promise<PreviewStream> {
  const { env } = context;
  const args = ["preview", "--json", "--non-interactive", "--policy-pack", join(root, "policies")];
  const { exitCode, stdout, stderr } = await execa(cliPath(env), args, {
    cwd: directory,
    env: { ...env, PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" },
    extendEnv: false,
    reject: false,
  });
  return { exitCode, events: stdout, log: stderr };
}

/** Where recorded streams lie. */
export const streamFolder = join(root, "test", "fixtures", "previews");

/** Looks as random as the secret that it stands for. */
const standIn = "Zq7Xv3kP9wT5mB8nR2cF6hJ4sD1gL0yAqW2eR4tY";

export const isRecording = process.env["RECORD_PREVIEWS"] === "1";

/**
 * Keeps a stream as a fixture where RECORD_PREVIEWS=1 is set: without paths of this machine, and without what
 * nothing reads (requests for debugging, and the provider's own notes in the state).
 */
export async function recordStream(
  name: string,
  { name: stack, directory }: TestStack,
  events: string,
  secrets: readonly string[] = [],
) {
  if (!isRecording) return;
  const lines = events.split("\n").filter((line) => line !== "" && !line.includes('"severity":"debug"'));
  const kept = lines
    .filter((line) => !/"(?:resOutputsEvent|policy\w*SummaryEvent)":/.test(line))
    .map(withoutNotes);
  const text = secrets
    .reduce((shown, secret) => shown.replaceAll(secret, standIn), `${kept.join("\n")}\n`)
    .replaceAll(directory, "/work")
    .replaceAll(root, "/centrifugo-swarm")
    .replaceAll(stack, "prod");
  await mkdir(streamFolder, { recursive: true });
  await writeFile(join(streamFolder, `${name}.ndjson`), text);
}

function withoutNotes(line: string): string {
  return JSON.stringify(JSON.parse(line), (key, value: unknown) =>
    key === "__pulumi_raw_state_delta" || key === "__meta" ? undefined : value,
  );
}
