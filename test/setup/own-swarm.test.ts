import { randomUUID } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { docker } from "../../setup/docker.ts";
import {
  refuseEngineInStackFile,
  refuseLostState,
  refuseOtherSwarm,
  rememberedSwarm,
} from "../../setup/own-swarm.ts";
import { refuseSecondClone } from "../../setup/second-clone.ts";

const project = { root: "/somewhere", name: "centrifugo-swarm", backendUrl: undefined };
const swarm = (clusterId: string) => ({ state: "active", manager: true, error: "", nodes: 1, clusterId });
const state = (resources: number) => ({ resources, pending: [], swarmId: "a", withoutPending: "" });

test("a stack is not looked for on another Swarm, where Pulumi would forget it", () => {
  expect(() => refuseOtherSwarm("dev", swarm("b"), "a")).toThrow(/belongs to the Swarm a.*from the Swarm b/);
  expect(() => refuseOtherSwarm("dev", swarm("a"), "a")).not.toThrow();
  expect(() => refuseOtherSwarm("dev", swarm("b"), undefined)).not.toThrow();
});

test("the stack file decides which Swarm is meant, else the state does", () => {
  expect(rememberedSwarm(project, {}, state(1))).toBe("a");
  expect(rememberedSwarm(project, { "centrifugo-swarm:swarm": "b" }, state(1))).toBe("b");
});

test("what runs without a state is named, with the commands that remove it", async () => {
  const owner = `centrifugo-swarm/${randomUUID()}`;
  const name = `setup-test-${randomUUID()}`;
  const label = `centrifugo-swarm.stack=${owner}`;
  onTestFinished(async () => void (await docker(["network", "rm", name])));
  expect((await docker(["network", "create", "--driver", "overlay", "--label", label, name])).ok).toBe(true);
  const target = { owner, env: process.env };
  await expect(refuseLostState(target, "dev", state(0))).rejects.toMatchObject({
    fix: expect.stringContaining(`docker network rm ${name}`),
  });
  await expect(refuseLostState(target, "dev", state(1))).resolves.toBeUndefined();
});

test("a stack that runs gets no new secrets because its stack file is in another clone", () => {
  const secrets = { "centrifugo-swarm:tokenSecret": "x" };
  expect(() => refuseSecondClone(project, "dev", {}, state(9))).toThrow(/Pulumi\.dev\.yaml in \/somewhere/);
  expect(() => refuseSecondClone(project, "dev", secrets, state(9))).not.toThrow();
  expect(() => refuseSecondClone(project, "dev", {}, state(0))).not.toThrow();
});

test("an engine in the stack file is refused, since make would ask another one", () => {
  expect(() => refuseEngineInStackFile({ "docker:host": "ssh://a" })).toThrow(
    /`docker:host` in the stack file/,
  );
  expect(() => refuseEngineInStackFile({ "centrifugo-swarm:domain": "a" })).not.toThrow();
});
