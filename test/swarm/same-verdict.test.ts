import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readLiveStack } from "../../doctor/probes/swarm-objects.ts";
import { fromCompose } from "../../model/from-compose.ts";
import type { StackModel } from "../../model/model.ts";
import { checkModel } from "../../policies/check-model.ts";
import { toolEnvironment } from "../../setup/env.ts";

const root = join(import.meta.dirname, "../..");
const fixture = join(root, "test/fixtures/same-verdict");
const stackName = "verdict";

/** `rule: message`, without the lines that only a file has, and without what only a file can be: committed. */
function verdictOn(model: StackModel): string[] {
  return checkModel(model)
    .filter(({ kind, rule }) => kind === "violation" && rule !== "reject-committed-secret")
    .map(({ rule, message }) => `${rule}: ${message.replaceAll(/, line \d+/g, "")}`)
    .sort();
}

let file: string[];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "same-verdict-"));
  file = verdictOn(fromCompose({ files: [join(fixture, "stack.yaml")], environment: {}, stackName }));
});
afterAll(async () => {
  await execa("docker", ["stack", "rm", stackName], { reject: false });
  await rm(folder, { recursive: true, force: true });
});

test("the stack file is bad in many ways", () => {
  expect(new Set(file.map((one) => one.split(":")[0])).size).toBeGreaterThan(15);
  expect(file.join()).not.toContain("fixture-");
});

test("the live Swarm gets the same findings as the file that was deployed", async () => {
  // The images need not run: what Swarm was told is looked at.
  const deploy = [
    "stack",
    "deploy",
    "--resolve-image",
    "never",
    "-c",
    join(fixture, "stack.yaml"),
    stackName,
  ];
  await execa("docker", deploy);
  expect(verdictOn(await readLiveStack({ stack: stackName }))).toEqual(file);
});

test("a preview with the policy pack gets the same findings as the file", async () => {
  const shown = await preview();
  const rules = new Set(
    [...shown.matchAll(/\[(?:mandatory|advisory)\]\s+(?:\[severity: \w+\]\s+)?([a-z0-9-]+)/g)].map(
      ([, id]) => id,
    ),
  );
  rules.delete("report-not-checkable");
  expect([...rules].sort()).toEqual([...new Set(file.map((one) => one.split(":")[0]))].sort());
  for (const one of file) expect(shown).toContain(one.slice(one.indexOf(": ") + 2));
});

/** What Pulumi prints, with every run of white space as one space. */
async function preview(): Promise<string> {
  await cp(join(fixture, "program"), folder, { recursive: true });
  await cp(join(fixture, "config.json"), join(folder, "config.json"));
  await mkdir(join(folder, "state"));
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }\n');
  const own = { PULUMI_BACKEND_URL: `file://${join(folder, "state")}`, PULUMI_CONFIG_PASSPHRASE: "fixture" };
  const env = { ...(await toolEnvironment({ environment: { ...process.env, ...own } })), ...own };
  const options = { cwd: folder, env, all: true } as const;
  await execa("pulumi", ["stack", "init", "dev", "--non-interactive"], options);
  const flags = ["--stack", "dev", "--non-interactive", "--color", "never"];
  const { all } = await execa(
    "pulumi",
    ["preview", ...flags, "--policy-pack", join(root, "policies")],
    // The mandatory rules fail it.
    { ...options, reject: false },
  );
  return all.replaceAll(/\s+/g, " ");
}
