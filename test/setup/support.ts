import { link, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { toolEnvironment } from "../../setup/env.ts";
import { paths } from "../../setup/paths.ts";
import { type Project, readProject } from "../../setup/project.ts";
import type { PulumiContext } from "../../setup/pulumi.ts";
import { cliFolder, cliPath } from "../../setup/pulumi-home.ts";

/** A folder of its own for one test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "setup-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** An environment whose XDG folders are a test's own, without any Pulumi variable of the user. */
export async function ownEnvironment(): Promise<NodeJS.ProcessEnv & { HOME: string }> {
  const home = await temporaryFolder();
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(PULUMI_|XDG_|STACK$|TOOLCHAIN$|YES$|PURGE$)/.test(name),
  );
  return { ...Object.fromEntries(inherited), HOME: home };
}

export interface TestStack {
  readonly project: Project;
  readonly context: PulumiContext;
  /** Arguments of every call of the CLI, one line each. */
  readonly callsFile: string;
}

/**
 * A project with a local backend of its own, on the real Pulumi CLI. A small script stands where the CLI is
 * looked for; it notes its arguments and hands over.
 */
export async function testStack(yaml = "config: {}\n"): Promise<TestStack> {
  const environment = await ownEnvironment();
  const root = join(environment.HOME, "project");
  const callsFile = join(environment.HOME, "calls");
  await mkdir(root);
  await writeFile(join(root, "Pulumi.yaml"), "name: centrifugo-swarm\nruntime: nodejs\n");
  await writeFile(join(root, "Pulumi.test.yaml"), yaml);
  environment["PULUMI_HOME"] = join(environment.HOME, "pulumi");
  const real = cliPath({ ...process.env });
  await mkdir(cliFolder(environment), { recursive: true });
  const script = `#!/bin/sh\nprintf '%s\\n' "$*" >> '${callsFile}'\nexec '${real}' "$@"\n`;
  await writeFile(cliPath(environment), script, { mode: 0o755 });
  const env = { ...environment, ...(await toolEnvironment({ environment, root })) };
  return { project: await readProject(root), context: { root, stack: "test", env }, callsFile };
}

/** Where this test's own XDG variables lead. */
export function placesOf(environment: NodeJS.ProcessEnv): ReturnType<typeof paths> {
  return paths(environment);
}

/** Puts an executable under another name. */
export async function linkAs(source: string, target: string): Promise<void> {
  await link(source, target).catch(() => symlink(source, target));
}
