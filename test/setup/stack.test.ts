import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { toolEnvironment } from "../../setup/env.ts";
import { stackName } from "../../setup/project.ts";
import { ensureStack, ensureStackFile, readStackValues, setSecret } from "../../setup/stack.ts";
import { testStack } from "./support.ts";

test("the stack file is made from its example once, and an edited one is left alone", async () => {
  const { project } = await testStack();
  await writeFile(join(project.root, "Pulumi.dev.example.yaml"), "config: {} # example\n");
  const said: string[] = [];
  await ensureStackFile(project, "dev", (line) => said.push(line));
  const file = join(project.root, "Pulumi.dev.yaml");
  expect(await readFile(file, "utf8")).toBe("config: {} # example\n");
  await writeFile(file, "config: {} # edited\n");
  await ensureStackFile(project, "dev", (line) => said.push(line));
  expect(await readFile(file, "utf8")).toBe("config: {} # edited\n");
  expect(said).toEqual(["made Pulumi.dev.yaml from Pulumi.dev.example.yaml"]);
});

test("a stack without file and example is refused with the command that makes the file", async () => {
  const { project } = await testStack();
  await expect(ensureStackFile(project, "prod", () => undefined)).rejects.toMatchObject({
    message: expect.stringMatching(/^There is no Pulumi\.prod\.yaml in /),
    fix: expect.stringContaining("config init --stack prod"),
    exitCode: 2,
  });
});

test("a wrong passphrase gives one sentence, and the stack stays as it was", async () => {
  const { context } = await testStack();
  await ensureStack(context);
  await setSecret(context, "apiKey", "a");
  const before = await readFile(join(context.root, "Pulumi.test.yaml"), "utf8");
  const { PULUMI_CONFIG_PASSPHRASE_FILE: _, ...rest } = context.env;
  const wrong = { ...context, env: { ...rest, PULUMI_CONFIG_PASSPHRASE: "wrong" } };
  await expect(readStackValues(wrong)).rejects.toMatchObject({
    name: "UserError",
    message: "The passphrase does not open the secrets of the stack test.",
    fix: expect.stringContaining("PULUMI_CONFIG_PASSPHRASE_FILE"),
  });
  expect(await readFile(join(context.root, "Pulumi.test.yaml"), "utf8")).toBe(before);
});

test("a passphrase file that is lost is named before Pulumi is asked, and none is made in its place", async () => {
  const { context, project } = await testStack();
  await ensureStack(context);
  const { PULUMI_BACKEND_URL: _, PULUMI_CONFIG_PASSPHRASE_FILE: file, ...environment } = context.env;
  await rm(file ?? "");
  await expect(toolEnvironment({ environment, root: project.root })).rejects.toThrow(
    "the stack centrifugo-swarm/test is encrypted with that passphrase",
  );
});

test("a stack name that could lead elsewhere is refused", () => {
  expect(stackName({})).toBe("dev");
  expect(stackName({ STACK: "acme/shop/prod" })).toBe("acme/shop/prod");
  expect(() => stackName({ STACK: "../prod" })).toThrow('STACK="../prod" is no stack name.');
});

test("broken YAML in the stack file gives a sentence without a stack trace", async () => {
  const { context } = await testStack("config: [\n");
  await expect(ensureStack(context)).rejects.toMatchObject({ name: "UserError" });
});
