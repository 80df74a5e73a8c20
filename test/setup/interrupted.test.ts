import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { backendFolder } from "../../setup/backend.ts";
import { docker } from "../../setup/docker.ts";
import { mendInterrupted } from "../../setup/interrupted.ts";
import { pulumi } from "../../setup/pulumi.ts";
import { ensureStack } from "../../setup/stack.ts";
import { readStackState } from "../../setup/stack-state.ts";
import { type TestStack, testStack } from "./support.ts";

/** A network that nobody recorded, as a killed Pulumi leaves it. */
async function orphan(owner: string): Promise<string> {
  const name = `setup-test-${randomUUID()}`;
  const label = `centrifugo-swarm.stack=${owner}`;
  const made = await docker(["network", "create", "--driver", "overlay", "--label", label, name]);
  expect(made.ok).toBe(true);
  onTestFinished(async () => void (await docker(["network", "rm", name])));
  return name;
}

/** Writes an operation without an end into the state; `pulumi stack import` would drop it. */
async function interrupt({ context, project }: TestStack, name: string): Promise<void> {
  await ensureStack(context);
  const file = join(backendFolder(project, context.env), ".pulumi/stacks/centrifugo-swarm/test.json");
  const state = JSON.parse(await readFile(file, "utf8"));
  const type = "docker:index/network:Network";
  const urn = `urn:pulumi:test::centrifugo-swarm::${type}::net`;
  state.checkpoint.latest.pending_operations = [
    { type: "creating", resource: { urn, custom: true, type, inputs: { name } } },
  ];
  await writeFile(file, JSON.stringify(state));
}

async function exists(name: string): Promise<boolean> {
  return (await docker(["network", "inspect", name])).ok;
}

test("what a killed Pulumi was creating is removed if it is ours, and the state is clean again", async () => {
  const stack = await testStack();
  const name = await orphan("centrifugo-swarm/test");
  await interrupt(stack, name);
  const said: string[] = [];
  await mendInterrupted(stack.context, stack.project, await readStackState(stack.context), (line) =>
    said.push(line),
  );
  expect(await exists(name)).toBe(false);
  expect(said).toEqual([expect.stringContaining("1 operation(s)"), expect.stringContaining(name)]);
  expect(await pulumi(stack.context, ["stack", "export", "--stack", "test"])).not.toContain(
    "pending_operations",
  );

  said.length = 0;
  await mendInterrupted(stack.context, stack.project, await readStackState(stack.context), (line) =>
    said.push(line),
  );
  expect(said).toEqual([]);
});

test("an object of another stack is left alone", async () => {
  const stack = await testStack();
  const name = await orphan("centrifugo-swarm/other");
  await interrupt(stack, name);
  await mendInterrupted(stack.context, stack.project, await readStackState(stack.context), () => undefined);
  expect(await exists(name)).toBe(true);
});
