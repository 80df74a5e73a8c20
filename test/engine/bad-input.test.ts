import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Clone, createClone } from "../setup/clone.ts";
import { docker } from "../support/docker.ts";
import { createTestStack, type TestStack } from "../support/test-stack.ts";

let stack: TestStack;
let clone: Clone;
let file: string;
let good: string;

beforeAll(async () => {
  [stack, clone] = await Promise.all([createTestStack(), createClone()]);
  file = join(stack.directory, `Pulumi.${stack.name}.yaml`);
  good = await readFile(file, "utf8");
});
beforeEach(() => writeFile(file, good));
afterAll(async () => {
  await Promise.all([stack?.dispose(), clone?.dispose()]);
});

/** A preview that has to fail with a message for a person: what is wrong and how to mend it. */
async function refusal(change: Partial<NodeJS.ProcessEnv> = {}): Promise<string> {
  const { exitCode, output } = await stack.pulumi(["preview"], change);
  expect([1, 2], output).toContain(exitCode);
  expect(output, "shows a stack trace").not.toMatch(/^\s+at .+:\d+:\d+/m);
  const { tokenSecret, apiKey, redisPassword } = secrets;
  for (const secret of [tokenSecret, apiKey, redisPassword]) expect(output.includes(secret)).toBe(false);
  return output;
}

let secrets: { tokenSecret: string; apiKey: string; redisPassword: string };
beforeAll(async () => {
  const { tokenSecret, apiKey, redisPassword = "" } = await stack.config();
  secrets = { tokenSecret, apiKey, redisPassword };
});

test("the untouched stack passes, so each refusal below has one cause", async () => {
  const { exitCode, output } = await stack.pulumi(["preview"]);
  expect(exitCode, output).toBe(0);
});

test("all faults of the stack file are named at once, each with its line and a fix", async () => {
  await stack.configure({ replicas: "two", domian: "x.example.com", tls: { mode: "acme" } });
  const output = await refusal();
  expect(output).toMatch(/Pulumi\.test-\w+\.yaml:\d+:\d+/);
  expect(output).toContain("replicas");
  expect(output).toMatch(/Did you mean `domain`/);
  expect(output).toContain("`acme` needs to know whose account it is");
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

test("a network of the same name that somebody else made is refused, not taken over", async () => {
  const name = `${stack.name}_edge`;
  await docker("network", "create", "--driver", "overlay", name);
  try {
    expect(await refusal()).toMatch(new RegExp(`in its way on the Swarm: network ${name}`));
  } finally {
    await docker("network", "rm", name);
  }
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

/** What `make up` says of a fault: what is wrong, then the fix; make adds a line of its own. */
async function refusedUp(variables: Readonly<Record<string, string>> = {}): Promise<string> {
  const { exitCode, all } = await clone.make("up", variables);
  expect([1, 2], all).toContain(exitCode);
  expect(all, "shows a stack trace").not.toMatch(/^\s+at .+:\d+:\d+/m);
  expect(all.match(/^error: /gm), all).toHaveLength(1);
  expect(all).toMatch(/\bfix: /i);
  return all;
}

test("`make up` names an engine that does not answer", async () => {
  const all = await refusedUp({ DOCKER_HOST: "unix:///nonexistent/docker.sock" });
  expect(all).toMatch(/^error: No container engine answers at unix:\/\/\/nonexistent\/docker\.sock/m);
});

test("`make up` names a stack that has no file", async () => {
  expect(await refusedUp({ STACK: "nosuchstack" })).toMatch(/^error: There is no Pulumi\.nosuchstack\.yaml/m);
});

test("`make up` names a stack name that cannot be one", async () => {
  expect(await refusedUp({ STACK: "a b" })).toMatch(/^error: STACK="a b" is no stack name/m);
});

test("`make up` names every fault of the stack file before it builds or deploys anything", async () => {
  await clone.configure({ replicas: "two", domian: "x.example.com" });
  const all = await refusedUp();
  await clone.configure({ replicas: 2, domian: undefined });
  expect(all).toContain("replicas");
  expect(all).toMatch(/Did you mean `domain`/);
  expect(all).not.toContain("comparing");
});

test("`make up` names a rule that the stack breaks, with the fix, and deploys nothing", async () => {
  await clone.configure({ channels: ["chat:<room>"] });
  const all = await refusedUp();
  await clone.configure({ channels: undefined });
  expect(all).toContain("require-namespace-for-channel");
  expect(all).not.toContain("Updating");
});

test("`make up` names a passphrase that does not open the secrets", async () => {
  expect(await refusedUp({ PULUMI_CONFIG_PASSPHRASE: "wrong" })).toMatch(
    /^error: The passphrase does not open/m,
  );
});

test.each([
  ["an open bracket", "centrifugo-swarm:replicas: [2"],
  ["a key that is there twice", "centrifugo-swarm:domain: chat.example.com"],
])("`make up` names broken YAML with its line: %s", async (_, line) => {
  const place = join(clone.directory, `Pulumi.${clone.stack}.yaml`);
  const text = await readFile(place, "utf8");
  await writeFile(place, `${text}\n  ${line}\n`);
  const all = await refusedUp();
  await writeFile(place, text);
  expect(all).toMatch(/Pulumi\.[\w-]+\.yaml:\d+:\d+ {2}broken-yaml/);
});
