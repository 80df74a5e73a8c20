import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { docker } from "../support/docker.ts";
import { imageOf, plainServices, saidBy, statesOf, until } from "./plain-services.ts";

const services = plainServices();
afterAll(services.dispose);

const programs = [
  ["centrifugo", ["centrifugo"]],
  ["redis", ["redis-server"]],
  ["traefik", ["traefik", "--ping"]],
] as const;

/**
 * Starts it, stops its container from outside until it ends as it should, and gives the service's name: one that
 * has only just started takes no signal yet, and fails.
 */
async function stopOnce(name: string, condition: string, image: string, command: readonly string[]) {
  const flags = ["--no-resolve-image", "--restart-condition", condition, "--restart-delay", "1s", image];
  const service = await services.create(`${name}-${condition}`, flags, command);
  const stop = async (): Promise<readonly string[]> => {
    const running = await docker("ps", "--quiet", "--filter", `name=${service}.`);
    if (running !== "") await saidBy("stop", ...running.split("\n"));
    return await statesOf(service);
  };
  await until(stop, (states) => states.includes("Complete"));
  return service;
}

test("require-restart: what was stopped stays down with on-failure, and comes back with any", async () => {
  const stopped = programs.map(async ([name, command]) => {
    const image = imageOf(name);
    const [forFailures = "", forAll = ""] = await Promise.all(
      ["on-failure", "any"].map((condition) => stopOnce(name, condition, image, command)),
    );
    const isBack = (states: readonly string[]) => states.includes("Complete") && states.includes("Running");
    await until(() => statesOf(forAll), isBack);
    await sleep(2000);
    expect((await statesOf(forFailures))[0], name).toBe("Complete");
  });
  await Promise.all(stopped);
});

test("publish-without-address: Docker warns, and Swarm publishes the port everywhere", async () => {
  const folder = await mkdtemp(join(tmpdir(), "published-"));
  const stack = `${services.prefix}-address`;
  const file = join(folder, "stack.yaml");
  // No task: the ports of the service are what is looked at.
  const service = { image: "nothing:1", ports: ["127.0.0.1:18080:80"], deploy: { replicas: 0 } };
  await writeFile(file, JSON.stringify({ version: "3.8", services: { api: service } }));
  const { text } = await saidBy("stack", "deploy", "--resolve-image", "never", "-c", file, stack);
  await rm(folder, { recursive: true });
  expect(text).toContain("ignoring IP-address (127.0.0.1:18080:80/tcp) service will listen on '0.0.0.0'");
  const format = "{{json .Spec.EndpointSpec.Ports}}";
  const ports: unknown = JSON.parse(await docker("service", "inspect", "--format", format, `${stack}_api`));
  expect(ports).toEqual([{ Protocol: "tcp", TargetPort: 80, PublishedPort: 18080, PublishMode: "ingress" }]);
});
