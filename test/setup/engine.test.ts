import { expect, test } from "vitest";
import { ensureEngine, requireEngine } from "../../setup/engine.ts";
import { readEngineFacts } from "../../setup/engine-facts.ts";

const stopped = { ...process.env, DOCKER_HOST: "unix:///nonexistent/docker.sock", YES: "1" };

test("a stopped daemon gives one sentence with the fix, and nothing is installed in its place", async () => {
  const said: string[] = [];
  await expect(ensureEngine((line) => said.push(line), stopped)).rejects.toMatchObject({
    name: "UserError",
    message: "No container engine answers at unix:///nonexistent/docker.sock (from DOCKER_HOST).",
    fix: "start that engine, or unset DOCKER_HOST to use this machine's own.",
    exitCode: 1,
  });
  expect(said).toEqual([]);
});

test("what must not change the machine refuses the same way", async () => {
  await expect(requireEngine(stopped)).rejects.toThrow("No container engine answers");
});

test("the engine of this machine is read as a local Swarm manager", async () => {
  const facts = await readEngineFacts();
  expect(facts).toMatchObject({ client: "present", engine: "answers" });
  expect(facts.swarm).toMatchObject({ state: "active", manager: true });
  expect(facts.swarm?.clusterId).toMatch(/^[a-z0-9]{25}$/);
});

test("a docker client that is not there is told from an engine that is not there", async () => {
  const facts = await readEngineFacts({ ...stopped, PATH: "/nonexistent" });
  expect(facts).toMatchObject({ client: "missing", engine: "silent" });
});
