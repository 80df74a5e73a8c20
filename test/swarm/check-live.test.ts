import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { swarm } from "../cli/support.ts";
import { namesOf } from "../support/docker.ts";
import { imageOf } from "./plain-services.ts";

const stack = `check-${randomBytes(3).toString("hex")}`;
const folder = mkdtempSync(join(tmpdir(), "check-live-"));
const secret = "fixture-redis-password-7f3a9c";

// No task is started: what Swarm was told is looked at.
const text = `version: "3.8"
services:
  cache:
    image: ${imageOf("redis")}
    command: redis-server --requirepass ${secret}
    healthcheck: { test: [CMD, redis-cli, -a, "${secret}", ping] }
    deploy: { replicas: 0, update_config: { failure_action: rollback } }
`;

beforeAll(async () => {
  writeFileSync(join(folder, "stack.yaml"), text);
  await execa("docker", [
    "stack",
    "deploy",
    "--resolve-image",
    "never",
    "-c",
    join(folder, "stack.yaml"),
    stack,
  ]);
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await execa("docker", ["stack", "rm", stack], { reject: false });
  for (let tries = 0; tries < 100 && (await namesOf("network", `${stack}_`)).length > 0; tries += 1)
    await sleep(200);
});

const live = (...more: string[]) => swarm(["check", "--live", "--name", stack, ...more]);

describe("check --live", () => {
  test("finds what is wrong in a stack that runs, names the service and shows no secret", async () => {
    const { exitCode, stdout, stderr } = await live();
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
    expect(stdout).toContain("keep-redis-password-out-of-arguments");
    expect(stdout).toContain(`${stack}_cache`);
    expect(stdout).toMatch(/ in 1 service/);
    expect(stdout).not.toContain(secret);
  });

  test("finds the same rules as the stack file that was deployed", async () => {
    const rulesOf = async (...args: string[]) => {
      const { stdout } = await swarm(["check", ...args, "--name", stack, "--format", "junit"]);
      return [...stdout.matchAll(/classname="([a-z0-9-]+)"/g)].map(([, rule]) => rule).sort();
    };
    expect(await rulesOf("--live")).toEqual(await rulesOf(join(folder, "stack.yaml")));
  });

  test("every format names the place without a file", async () => {
    const formats = ["json", "sarif", "junit", "github", "markdown"];
    const outputs = await Promise.all(formats.map((format) => live("--format", format)));
    for (const { exitCode, stdout, stderr } of outputs) {
      expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
      expect(stdout).toContain("argument of service");
      expect(stdout).not.toContain(secret);
    }
    expect(outputs[1]?.stdout).toContain('"logicalLocations"');
    expect(outputs[3]?.stdout).toMatch(/^::error title=keep-redis-password-out-of-arguments::/m);
  });

  test("a suppression for one service of the stack counts", async () => {
    const config = join(folder, "centrifugo-swarm.yaml");
    const rule = "keep-redis-password-out-of-arguments";
    writeFileSync(config, `ignore: [{ rule: ${rule}, service: ${stack}_cache, reason: a test }]\n`);
    const { stdout } = await live("--config", config);
    expect(stdout).toContain(`${rule}: a test`);
    expect(stdout).not.toContain(`error  ${rule}`);
    expect(stdout).toMatch(/ \d suppressed\.$/);
  });
});

describe("where there is nothing to look at, it is exit code 2 with one sentence and a fix", () => {
  test.each([
    ["no engine answers", { DOCKER_HOST: "tcp://127.0.0.1:1" }, stack],
    ["there is no such stack", {}, "no-such-stack"],
  ])("%s", async (_, env, name) => {
    const { exitCode, stdout, stderr } = await swarm(["check", "--live", "--name", name], { env });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(/^error: [^\n]+\n {2}fix: \S[\s\S]*$/);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
