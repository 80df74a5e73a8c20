import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toolEnvironment } from "../../setup/env.ts";
import { root } from "../../setup/project.ts";
import { cliPath } from "../../setup/pulumi-home.ts";
import { imageOf, statesOf } from "./plain-services.ts";

/** What the pages of the rules on Pulumi call "observed": the real engine and provider, and a small program. */
const name = `observed-${randomBytes(3).toString("hex")}`;
let directory: string;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "pulumi-rules-"));
  for (const shared of ["node_modules", "package.json", "pins.json"]) {
    await symlink(join(root, shared), join(directory, shared));
  }
  const project = { name, runtime: { name: "nodejs", options: { typescript: false } }, main: "index.ts" };
  await writeFile(join(directory, "Pulumi.yaml"), JSON.stringify(project));
  const homes = ["XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"].map(
    (home) => [home, join(directory, home)] as const,
  );
  await Promise.all(homes.map(([, folder]) => mkdir(folder)));
  const own = { ...process.env, ...Object.fromEntries(homes) };
  const tools = await toolEnvironment({ environment: own, root: directory });
  environment = { ...own, ...tools, PULUMI_CONFIG_PASSPHRASE: name };
  expect((await pulumi("stack", "init", name)).exitCode).toBe(0);
});
afterAll(async () => {
  const { exitCode, output } = await pulumi("destroy", "--yes", "--skip-preview", "--refresh");
  await rm(directory, { recursive: true, force: true });
  expect(exitCode, output).toBe(0);
});

async function pulumi(...args: string[]) {
  const options = { cwd: directory, env: environment, extendEnv: false, all: true, reject: false } as const;
  const result = await execa(
    cliPath(environment),
    [...args, "--non-interactive", "--color", "never"],
    options,
  );
  return { exitCode: result.exitCode, output: result.all };
}

const up = () => pulumi("up", "--yes", "--skip-preview");

async function succeed(): Promise<void> {
  const { exitCode, output } = await up();
  expect(exitCode, output).toBe(0);
}

interface Program {
  readonly service: string;
  readonly network: string;
  /** Logical name of the config, and its properties. */
  readonly config: readonly [name: string, properties: string];
  readonly image: string;
  readonly more: string;
}

const sound: Program = {
  service: name,
  network: "id: network.id",
  config: ["unnamed", 'dataRaw: "one"'],
  image: imageOf("centrifugo"),
  more: 'convergeConfig: { delay: "1s", timeout: "1m" },',
};

/** One service that sleeps, with a network and a config. */
async function write(changes: Partial<Program>): Promise<void> {
  const { service, network, config, image, more } = { ...sound, ...changes };
  const [logical, properties] = config;
  await writeFile(
    join(directory, "index.ts"),
    `import * as docker from "@pulumi/docker";
const network = new docker.Network("${name}-network", { driver: "overlay" });
const config = new docker.ServiceConfig("${name}-${logical}", { ${properties} });
new docker.Service("${service}", {
  name: "${service}",
  endpointSpec: { mode: "dnsrr" },
  ${more}
  taskSpec: {
    networksAdvanceds: [{ ${network} }],
    containerSpec: {
      image: "${image}",
      commands: ["sh", "-c"],
      args: ["trap exit TERM; sleep 1000 & wait"],
      stopGracePeriod: "10s",
      configs: [{ configId: config.id, configName: config.name, fileName: "/value" }],
    },
  },
});
`,
  );
}

test("attach-networks-by-id: after a refresh a network by its name replaces the service", async () => {
  const previewed = async (network: string) => {
    await write({ network });
    await succeed();
    return pulumi("preview", "--refresh", "--expect-no-changes");
  };
  expect((await previewed("id: network.id")).exitCode).toBe(0);
  const byName = await previewed("name: network.name");
  expect(byName.exitCode).not.toBe(0);
  expect(byName.output).toMatch(/\+-1 to replace/);
});

test("let-pulumi-name-files: a changed config that has a name of its own cannot be deleted", async () => {
  const named = (text: string) => `name: "${name}-named", dataRaw: "${text}"`;
  await write({ config: ["named", named("one")] });
  await succeed();
  await write({ config: ["named", named("two")] });
  const { exitCode, output } = await up();
  expect(exitCode).not.toBe(0);
  expect(output).toContain(`config '${name}-named' is in use by the following service: ${name}`);
});

test("wait-for-convergence: without convergeConfig an up succeeds though no task ever runs", async () => {
  const never = { service: `${name}-never`, image: "lab.invalid/nobody-has-this:v1.0.0" };
  await write({ ...never, more: "" });
  await succeed();
  expect(await statesOf(never.service)).not.toContain("Running");
  await write({ ...never, more: 'convergeConfig: { delay: "1s", timeout: "5s" },' });
  expect((await up()).exitCode).not.toBe(0);
});
