import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestStack, type TestStack } from "../support/test-stack.ts";

let stack: TestStack;
let file: string;
let good: string;

beforeAll(async () => {
  stack = await createTestStack();
  file = join(stack.directory, `Pulumi.${stack.name}.yaml`);
  good = await readFile(file, "utf8");
});
beforeEach(() => writeFile(file, good));
afterAll(async () => {
  await stack?.dispose();
});

/** A preview that has to fail with a message for a person: what is wrong and how to mend it. */
async function refusal(change: Partial<NodeJS.ProcessEnv> = {}): Promise<string> {
  const { exitCode, output } = await stack.pulumi(["preview"], change);
  expect(exitCode, output).toBeGreaterThan(0);
  expect(output, "shows a stack trace").not.toMatch(/^\s+at .+:\d+:\d+/m);
  const { tokenSecret, apiKey, redisPassword } = secrets;
  for (const secret of [tokenSecret, apiKey, redisPassword]) expect(output.includes(secret)).toBe(false);
  return output;
}

let secrets: { tokenSecret: string; apiKey: string; redisPassword: string };
beforeAll(async () => {
  secrets = await stack.config();
});

test("the untouched stack passes, so each refusal below has one cause", async () => {
  const { exitCode, output } = await stack.pulumi(["preview"]);
  expect(exitCode, output).toBe(0);
});

test("all faults of the stack file are named at once, each with its line and a fix", async () => {
  await stack.configure({ replicas: "two", domian: "x.example.com", redis: { mode: "external" } });
  const output = await refusal();
  expect(output).toMatch(/Pulumi\.test-\w+\.yaml:\d+:\d+/);
  expect(output).toContain("replicas");
  expect(output).toMatch(/Did you mean `domain`/);
  expect(output).toMatch(/not yet deployable/);
});

test("a stack without configuration says how to get one", async () => {
  await writeFile(
    file,
    good
      .split("\n")
      .filter((line) => line.startsWith("encryptionsalt"))
      .join("\n"),
  );
  expect(await refusal()).toMatch(/make up|Pulumi\.dev\.example\.yaml/);
});

test("broken YAML is named with its line", async () => {
  await writeFile(file, `${good}\n  centrifugo-swarm:replicas: [2\n`);
  expect(await refusal()).toMatch(/line \d+|:\d+:\d+/);
});

test("a stopped engine is one sentence with the fix", async () => {
  const output = await refusal({ DOCKER_HOST: "unix:///nonexistent/docker.sock" });
  expect(output).toMatch(/Docker cannot be reached/);
  expect(output).toMatch(/fix: .*DOCKER_HOST/);
});

test("a wrong passphrase is named as such", async () => {
  const output = await refusal({
    PULUMI_CONFIG_PASSPHRASE: "wrong",
    PULUMI_CONFIG_PASSPHRASE_FILE: undefined,
  });
  expect(output).toMatch(/incorrect passphrase/);
});

test("another Swarm than the one that the stack belongs to is refused", async () => {
  await stack.configure({ swarm: "a".repeat(25) });
  expect(await refusal()).toMatch(/belongs to the Swarm a{25}/);
});

test("a declared channel without its namespace stops before the first resource", async () => {
  await stack.configure({ channels: ["chat:<room>"] });
  const output = await refusal();
  expect(output).toMatch(/require-namespace-for-channel/);
  expect(output).not.toMatch(/docker:index:Network/);
});
