import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa, type Options } from "execa";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { builtPulumi } from "../../lab/pulumi.ts";

const pulumi = await builtPulumi();
const nodeModules = join(import.meta.dirname, "..", "..", "node_modules");

let folder: string;
let environment: Record<string, string>;

beforeAll(async () => {
  if (pulumi === undefined) return;
  folder = await mkdtemp(join(tmpdir(), "language-host-"));
  await mkdir(join(folder, "bin"));
  // Copies, since the engine warns of a language host that is not beside its own real file.
  await copyFile(pulumi.pulumi, join(folder, "bin", "pulumi"));
  await copyFile(pulumi.languageNodejs, join(folder, "bin", "pulumi-language-nodejs"));
  await symlink(nodeModules, join(folder, "node_modules"));
  environment = {
    PATH: [join(folder, "bin"), join(nodeModules, ".bin"), process.env["PATH"]].join(":"),
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${folder}`,
    PULUMI_CONFIG_PASSPHRASE: "test",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  await writeFile(
    join(folder, "Pulumi.yaml"),
    "name: probe\nmain: index.ts\nruntime: { name: nodejs, options: { typescript: false } }\n",
  );
  await writeFile(join(folder, "package.json"), '{ "type": "module" }\n');
  await run(["stack", "init", "test"]);
}, 60_000);

beforeEach(({ skip }) => {
  skip(pulumi === undefined, "it is not built on this machine, since the official one can be had");
});

afterAll(async () => {
  if (pulumi !== undefined) await rm(folder, { recursive: true, force: true });
});

const run = (parameters: string[], options: Options = {}) =>
  execa("pulumi", [...parameters, "--non-interactive", "--color", "never"], {
    cwd: folder,
    env: environment,
    reject: false,
    all: true,
    ...options,
  });

const program = (text: string) => writeFile(join(folder, "index.ts"), text);

describe("the lab's language host", () => {
  test("runs a TypeScript program with config and secrets, and shows no warning", async () => {
    await run(["config", "set", "colour", "blue"]);
    await run(["config", "set", "--secret", "password", "hunter2"]);
    await program(`
      import * as pulumi from "@pulumi/pulumi";
      const config = new pulumi.Config();
      export const colour: string = config.require("colour");
      export const length = config.requireSecret("password").apply((password) => password.length);
    `);
    const up = await run(["up", "--yes", "--skip-preview"]);
    expect(up.exitCode, String(up.all)).toBe(0);
    expect(up.all).not.toMatch(/warning|hunter2/i);
    expect(up.all).toMatch(/length: +\[secret\]/);
    const outputs = await run(["stack", "output", "--json", "--show-secrets"]);
    expect(JSON.parse(String(outputs.stdout))).toEqual({ colour: "blue", length: 7 });
  });

  test("fails the preview once when the program fails", async () => {
    await program(`throw new Error("the reason");`);
    const preview = await run(["preview"]);
    expect(preview.exitCode).not.toBe(0);
    expect(preview.all).toContain("the reason");
    expect(preview.all).not.toContain("exit code");
  });

  test("starts a policy pack and passes on its verdict", async () => {
    await mkdir(join(folder, "policies"));
    await writeFile(join(folder, "policies", "PulumiPolicy.yaml"), "runtime: nodejs\nmain: index.cjs\n");
    const manifest = { name: "probe", version: "1.0.0", type: "module", main: "index.cjs" };
    await writeFile(join(folder, "policies", "package.json"), JSON.stringify(manifest));
    await writeFile(join(folder, "policies", "index.cjs"), 'import("./pack.ts");\n');
    await writeFile(
      join(folder, "policies", "pack.ts"),
      `import { PolicyPack } from "@pulumi/policy";
       new PolicyPack("probe", { policies: [{
         name: "no-stack", description: "Never.", enforcementLevel: "mandatory",
         validateResource: (_: unknown, report: (text: string) => void) => report("not like this"),
       }] });`,
    );
    await program("export const colour = 1;");
    const preview = await run(["preview", "--policy-pack", "policies"]);
    expect(preview.exitCode, String(preview.all)).not.toBe(0);
    expect(preview.all).toContain("not like this");
    expect((await run(["preview"])).exitCode).toBe(0);
  });

  test("ends the program when the engine is killed", async () => {
    const pidFile = join(folder, "pid");
    await program(`
      import { writeFileSync } from "node:fs";
      writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
      await new Promise((resolve) => setTimeout(resolve, 120_000));
    `);
    const preview = run(["preview"]);
    const pid = await vi.waitFor(async () => {
      const text = await readFile(pidFile, "utf8");
      expect(text).not.toBe("");
      return Number(text);
    }, 30_000);
    preview.kill("SIGKILL");
    await preview;
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"), 20_000);
  });
});
