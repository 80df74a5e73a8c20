import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { example, projectFolder, swarm } from "./support.ts";

const right = readFileSync(example, "utf8");
const wrong = right
  .replace("domain: centrifugo.localhost", "domain: https://centrifugo.localhost")
  .replace("replicas: 2", "replicas: two")
  .concat("  centrifugo-swarm:apiKey: hunter2-hunter2-hunter2-hunter2-hunter2\n");

const reportSchema = z.strictObject({
  file: z.string(),
  stack: z.string(),
  ok: z.boolean(),
  issues: z.array(
    z.looseObject({
      code: z.string(),
      severity: z.enum(["error", "warning"]),
      path: z.string(),
      message: z.string(),
      fix: z.string(),
      file: z.string(),
      line: z.optional(z.number()),
      column: z.optional(z.number()),
      excerpt: z.optional(z.string()),
    }),
  ),
  encrypted: z.array(z.string()),
});

async function checkAsJson(folder: string, ...more: string[]) {
  const { exitCode, stdout, stderr } = await swarm([
    ...["config", "check", "--directory", folder, "--format", "json"],
    ...more,
  ]);
  expect(stderr).toBe("");
  return { exitCode, report: reportSchema.parse(JSON.parse(stdout)) };
}

test("the example passes before its secrets are made, and is told without them", async () => {
  const args = ["config", "check", "--file", example];
  expect(await swarm([...args, "--allow-missing-secrets"])).toEqual({
    exitCode: 0,
    stdout: "Pulumi.dev.example.yaml: no mistakes.",
    stderr: "",
  });
  const strict = await swarm(args);
  expect(strict.exitCode).toBe(1);
  expect(strict.stdout).toMatch(/tokenSecret/);
});

test("mistakes are exit code 1, all of them, each with place and fix, and no secret is shown", async () => {
  const folder = projectFolder({ dev: wrong });
  const { exitCode, stdout, stderr } = await swarm([
    ...["config", "check", "--directory", folder, "--allow-missing-secrets"],
  ]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
  expect(stdout).toMatch(/^Pulumi\.dev\.yaml:\d+:\d+/m);
  expect(stdout).toMatch(/^ {2}domain: expected a host name/m);
  expect(stdout).toMatch(/^ {2}replicas: expected a number of tasks/m);
  expect(stdout).toMatch(/^ {2}apiKey: it is not encrypted/m);
  expect(stdout.match(/^ {2}fix: \S/gm)?.length).toBeGreaterThanOrEqual(3);
  expect(stdout).not.toContain("hunter2");
});

test("JSON says the same for programs", async () => {
  const folder = projectFolder({ dev: wrong });
  const { exitCode, report } = await checkAsJson(folder, "--allow-missing-secrets");
  expect(exitCode).toBe(1);
  expect(report).toMatchObject({ file: join(folder, "Pulumi.dev.yaml"), stack: "dev", ok: false });
  const found = report.issues.map(({ path, code }) => `${path} ${code}`);
  expect(found).toEqual(
    expect.arrayContaining(["domain invalid-domain", "replicas wrong-type", "apiKey plain-secret"]),
  );
  const lines = report.issues.flatMap(({ line }) => line ?? []);
  expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  expect(JSON.stringify(report)).not.toContain("hunter2");
});

test("JSON of a file without mistakes has no issues and names what is encrypted", async () => {
  const secrets = "  centrifugo-swarm:tokenSecret:\n    secure: v1:a\n";
  const folder = projectFolder({ dev: `${right}${secrets}` });
  const { exitCode, report } = await checkAsJson(folder, "--allow-missing-secrets");
  expect(exitCode).toBe(0);
  expect(report).toMatchObject({ ok: true, issues: [], encrypted: ["tokenSecret"] });
  const pretty = await swarm(["config", "check", "--directory", folder, "--allow-missing-secrets"]);
  expect(pretty.stdout).toMatch(/no mistakes\. Not looked at, because encrypted: tokenSecret\.$/);
});

test("a stack without a file is exit code 2, with the command that writes one", async () => {
  const folder = projectFolder();
  const { exitCode, stdout, stderr } = await swarm(["config", "check", "--stack", "prod"], { cwd: folder });
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toBe(
    `error: there is no Pulumi.prod.yaml in ${folder}.\n  fix: write one with \`centrifugo-swarm config init --stack prod\`, or name another one with --stack.`,
  );
  const asJson = await checkAsJson(folder, "--stack", "prod");
  expect(asJson.exitCode).toBe(2);
  expect(asJson.report.issues.map(({ code }) => code)).toEqual(["no-stack-file"]);
});

test("a file that cannot be read is exit code 2", async () => {
  const folder = projectFolder();
  mkdirSync(join(folder, "Pulumi.dev.yaml"));
  const { exitCode, stdout, stderr } = await swarm(["config", "check"], { cwd: folder });
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toMatch(/^error: Pulumi\.dev\.yaml cannot be read.*\n {2}fix: /);
});

test("the project is found upwards from the folder, and STACK names the stack", async () => {
  const folder = projectFolder({ prod: right });
  mkdirSync(join(folder, "deep/er"), { recursive: true });
  const { exitCode, stdout } = await swarm(["config", "check", "--allow-missing-secrets"], {
    cwd: join(folder, "deep/er"),
    env: { STACK: "prod" },
  });
  expect(exitCode, stdout).toBe(0);
  expect(stdout).toContain(join(folder, "Pulumi.prod.yaml"));
});

test("--file takes a stack file by its path, and nothing else", async () => {
  const folder = projectFolder({ prod: right });
  writeFileSync(join(folder, "prod.yaml"), right);
  const file = (path: string, ...more: string[]) =>
    swarm(["config", "check", "--file", join(folder, path), ...more]);
  expect((await file("Pulumi.prod.yaml", "--allow-missing-secrets")).exitCode).toBe(0);
  expect(await file("prod.yaml")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/Pulumi\.STACK\.yaml/),
  });
  expect(await file("Pulumi.prod.yaml", "--stack", "dev")).toMatchObject({ exitCode: 2, stdout: "" });
  expect((await file("Pulumi.none.yaml")).exitCode).toBe(2);
});

test("annotations for GitHub are on the lines of the mistakes, and show no secret", async () => {
  const folder = projectFolder({ dev: wrong });
  const args = ["config", "check", "--allow-missing-secrets", "--format", "github"];
  const { exitCode, stdout } = await swarm(args, { cwd: folder });
  expect(exitCode).toBe(1);
  const lines = stdout.split("\n");
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines)
    expect(line).toMatch(
      /^::(error|warning) file=Pulumi\.dev\.yaml,line=\d+,col=\d+,title=[a-z-]+::.+%0Afix: /,
    );
  expect(stdout).not.toContain("hunter2");
});
