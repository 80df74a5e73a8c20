import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { jobLabel } from "../../doctor/job-services.ts";
import { authorityFile } from "../../setup/certificate-authority.ts";
import { paths } from "../../setup/paths.ts";
import { root } from "../../setup/project.ts";
import { docker } from "../support/docker.ts";
import { createTestStack, type TestStack } from "../support/test-stack.ts";

const channel = "org:<organisation>:messages";
const schema = z.object({
  ok: z.boolean(),
  delivered: z.boolean(),
  diagnosis: z.object({ cause: z.string(), check: z.string().optional() }),
  results: z.array(z.object({ id: z.string(), status: z.string(), detail: z.string() })),
});

let stack: TestStack;

beforeAll(async () => {
  stack = await createTestStack({
    replicas: 2,
    channels: [channel],
    testPage: true,
    namespaces: { org: { access: "token", history: { size: 10, ttl: "5m" }, recovery: true } },
  });
  await stack.up();
});
afterAll(() => stack?.dispose());

/** Runs the command as a user does. */
function start(args: readonly string[]) {
  return execa(join(root, "bin/centrifugo-swarm"), ["doctor", ...args], {
    env: stack.context.env,
    extendEnv: false,
    reject: false,
  });
}

async function run(args: readonly string[]) {
  const { stdout, stderr, exitCode } = await start([...args, "--format", "json"]);
  const report = schema.parse(JSON.parse(stdout));
  return { exitCode, output: `${stdout}${stderr}`, report, failed: failedOf(report) };
}

function failedOf({ results }: z.output<typeof schema>): readonly string[] {
  return results
    .filter(({ status }) => status === "fail" || status === "crash")
    .map(({ id, detail }) => `${id}: ${detail}`);
}

function byStack(): readonly string[] {
  return ["--stack", stack.name, "--directory", stack.directory];
}

/** The options for a stack that nobody told the doctor of. */
function byService(): readonly string[] {
  const ca = authorityFile(paths(stack.context.env).ca);
  return ["--service", `${stack.name}_centrifugo`, "--channel", channel, "--ca", ca];
}

async function leftovers(): Promise<string> {
  const mine = ["--filter", `label=${jobLabel}`, "--filter", `name=${stack.name}`, "--format", "{{.Name}}"];
  return `${await docker("service", "ls", ...mine)}${await docker("secret", "ls", ...mine)}`;
}

test("a healthy stack passes every check, a message is delivered, and nothing is left", async () => {
  const backend = ["--backend-service", `${stack.name}_test-page`];
  const { exitCode, report, output, failed } = await run([...byStack(), ...backend]);
  expect(failed).toEqual([]);
  expect({ exitCode, ok: report.ok, delivered: report.delivered }).toEqual({
    exitCode: 0,
    ok: true,
    delivered: true,
  });
  const skipped = report.results.filter(({ status }) => status === "skip").map(({ id }) => id);
  // Nothing was published yet, and a job asks the API in place of this machine.
  expect(skipped).toEqual(["backend-log", "redis-sentinel", "api-answers", "token-issued"]);
  const { tokenSecret, apiKey, redisPassword } = await stack.config();
  for (const secret of [tokenSecret, apiKey, redisPassword]) expect(output).not.toContain(secret);
  expect(await leftovers()).toBe("");
});

test("a stack that nobody told it of is found by the name of its service, and a message delivered without any secret", async () => {
  const { report, failed, exitCode } = await run(byService());
  expect(failed).toEqual([]);
  expect({ exitCode, delivered: report.delivered }).toEqual({ exitCode: 0, delivered: true });
  const passed = report.results.filter(({ status }) => status === "pass").map(({ id }) => id);
  expect(passed).toEqual(expect.arrayContaining(["redis-ping", "redis-pubsub", "api-headers", "recovery"]));
  expect(await leftovers()).toBe("");
});

test("Ctrl-C in the middle leaves nothing behind", async () => {
  const child = start(byService());
  await expect.poll(leftovers, { timeout: 20_000, interval: 50 }).not.toBe("");
  child.kill("SIGINT");
  const { signal } = await child;
  expect(signal).toBe("SIGINT");
  await expect.poll(leftovers, { timeout: 10_000 }).toBe("");
});

test("secrets that stand in clear in the service are used, not shown, and said to be wrong there", async () => {
  const secrets = {
    CENTRIFUGO_HTTP_API_KEY: randomBytes(32).toString("hex"),
    CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY: randomBytes(32).toString("hex"),
  };
  const added = Object.entries(secrets).flatMap(([name, value]) => ["--env-add", `${name}=${value}`]);
  await docker("service", "update", "--detach", ...added, `${stack.name}_centrifugo`);
  await settled();
  const { report, output, failed } = await run(byService());
  expect(failed).toHaveLength(1);
  expect(failed[0]).toMatch(/^rules: .*keep-secrets-out-of-env/);
  expect(report.delivered).toBe(true);
  for (const value of Object.values(secrets)) expect(output).not.toContain(value);
  expect(await leftovers()).toBe("");
});

test("drift is what somebody changed by hand", async () => {
  await docker("service", "update", "--detach", "--limit-memory", "300M", `${stack.name}_redis`);
  const { report, failed } = await run([...byStack(), "--only", "drift"]);
  expect(failed).toHaveLength(1);
  expect(report.diagnosis).toMatchObject({
    check: "drift",
    cause: expect.stringContaining(`${stack.name}_redis`),
  });
});

/** Waits until the last update is through. */
async function settled(): Promise<void> {
  const state = () =>
    docker("service", "inspect", "--format", "{{.UpdateStatus.State}}", `${stack.name}_centrifugo`);
  await expect.poll(state, { timeout: 120_000, interval: 500 }).toBe("completed");
  await sleep(1_000);
}
