import { randomBytes } from "node:crypto";
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { parseDocument } from "yaml";
import { loadStackConfig } from "../../config/load.ts";
import type { StackConfig } from "../../config/stack-config.ts";
import { ensureCertificate } from "../../setup/certificate.ts";
import { ensureAuthority } from "../../setup/certificate-authority.ts";
import { doctorTarget, type StackTarget } from "../../setup/doctor-target.ts";
import { readEngineFacts } from "../../setup/engine-facts.ts";
import { toolEnvironment } from "../../setup/env.ts";
import { removeCertificatesVolume, removeUnused, waitUntilGone } from "../../setup/leftovers.ts";
import { readOutputs, type StackOutputs } from "../../setup/outputs.ts";
import { paths } from "../../setup/paths.ts";
import { readProject, root, stackFile } from "../../setup/project.ts";
import type { PulumiContext } from "../../setup/pulumi.ts";
import { cliPath } from "../../setup/pulumi-home.ts";
import { ensureSecrets } from "../../setup/secrets.ts";
import { ensureStack, readStackValues } from "../../setup/stack.ts";
import { needsNoCertificate } from "../../setup/unneeded-certificate.ts";
import { freePorts } from "./free-ports.ts";

export interface CommandResult {
  readonly exitCode: number | undefined;
  /** Standard output and standard error, as they came. */
  readonly output: string;
}

/** A stack of this project's own program, with a project folder, state and name that nobody else uses. */
export interface TestStack {
  readonly name: string;
  readonly directory: string;
  readonly context: PulumiContext;
  /** Runs any Pulumi command, with changes to its environment; never throws. */
  readonly pulumi: (args: readonly string[], change?: Partial<NodeJS.ProcessEnv>) => Promise<CommandResult>;
  /** `pulumi up`; throws with Pulumi's output when it fails. */
  readonly up: () => Promise<string>;
  /** Changes values of the stack file, keys without the project's prefix; undefined removes one. */
  readonly configure: (values: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly config: () => Promise<StackConfig>;
  readonly outputs: () => Promise<StackOutputs>;
  readonly doctorTarget: () => Promise<StackTarget>;
  /** `pulumi destroy` and everything that outlives it; the folder too. */
  readonly dispose: () => Promise<void>;
}

const shared = [
  "index.ts",
  "images.lab.json",
  "package.json",
  "node_modules",
  "config",
  "stacks",
  "model",
  "policies",
  "pins.json",
];

/** Makes a stack with secrets and certificate, on free ports; nothing is deployed yet. */
export async function createTestStack(values: Readonly<Record<string, unknown>> = {}): Promise<TestStack> {
  const directory = await mkdtemp(join(tmpdir(), "centrifugo-swarm-test-"));
  for (const name of shared) {
    await symlink(join(root, name), join(directory, name));
  }
  await copyFile(join(root, "Pulumi.yaml"), join(directory, "Pulumi.yaml"));
  const name = `test-${randomBytes(3).toString("hex")}`;
  const project = await readProject(directory);
  await copyFile(join(root, "Pulumi.dev.example.yaml"), stackFile(project, name));

  const homes = {
    XDG_STATE_HOME: join(directory, "state"),
    XDG_CONFIG_HOME: join(directory, "settings"),
    XDG_DATA_HOME: join(directory, "data"),
  };
  await Promise.all(Object.values(homes).map((folder) => mkdir(folder)));
  const environment = { ...process.env, ...homes };
  const env = { ...environment, ...(await toolEnvironment({ environment, root: directory })) };
  const context = { root: directory, stack: name, env };

  const configure: TestStack["configure"] = async (changes) => {
    const file = stackFile(project, name);
    const document = parseDocument(await readFile(file, "utf8"));
    for (const [key, value] of Object.entries(changes)) {
      const path = ["config", `${project.name}:${key}`];
      if (value === undefined) document.deleteIn(path);
      else document.setIn(path, value);
    }
    await writeFile(file, document.toString());
  };
  const [httpPort, httpsPort] = await freePorts(2);
  await configure({ traefik: { httpPort, httpsPort }, ...values });

  const silent = () => {};
  await ensureStack(context);
  const withSecrets = await ensureSecrets(context, project, await readStackValues(context), silent);
  if (!needsNoCertificate(project, withSecrets))
    await ensureCertificate(context, project, withSecrets, silent);

  const pulumi: TestStack["pulumi"] = async (args, change = {}) => {
    const result = await execa(cliPath(env), [...args, "--non-interactive", "--color", "never"], {
      cwd: directory,
      env: { ...env, ...change },
      extendEnv: false,
      all: true,
      reject: false,
    });
    return { exitCode: result.exitCode, output: result.all };
  };
  const config = async () =>
    loadStackConfig({
      project: project.name,
      stack: name,
      directory,
      values: await readStackValues(context),
    });
  const outputs = () => readOutputs(context);
  return {
    name,
    directory,
    context,
    pulumi,
    configure,
    config,
    outputs,
    up: async () => {
      const { exitCode, output } = await pulumi(["up", "--yes", "--skip-preview"]);
      if (exitCode !== 0) throw new Error(`pulumi up ended with ${exitCode}:\n${output}`);
      return output;
    },
    doctorTarget: async () =>
      doctorTarget({
        config: await config(),
        outputs: await outputs(),
        identity: { project: project.name, stack: name },
        directory,
        settleMs: 15_000,
        authority: (await ensureAuthority(paths(env).ca)).certificate,
        engine: (await readEngineFacts(env)).target,
      }),
    dispose: async () => {
      await pulumi(["cancel", "--yes"]);
      const destroyed = await pulumi(["destroy", "--yes", "--refresh"]);
      const target = { owner: `${project.name}/${name}`, env };
      await waitUntilGone(target);
      await removeUnused(target);
      await removeCertificatesVolume(target);
      const volumes = [`${name}_redis-data`, `${name}_traefik-acme`];
      await execa("docker", ["volume", "rm", "--force", ...volumes], { reject: false });
      await rm(directory, { recursive: true, force: true });
      if (destroyed.exitCode !== 0) throw new Error(`pulumi destroy failed:\n${destroyed.output}`);
    },
  };
}
