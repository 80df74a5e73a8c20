import { randomUUID } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { docker } from "../../setup/docker.ts";
import { refuseForeignServices } from "../../setup/foreign.ts";
import { ownObjects, removeOutdatedSecrets, removeUnused, waitUntilGone } from "../../setup/leftovers.ts";
import { run } from "../../setup/run.ts";

const label = "centrifugo-swarm.stack";

interface Fixture {
  readonly target: { readonly owner: string; readonly env: NodeJS.ProcessEnv };
  readonly name: string;
}

/** One overlay network that carries the label of a stack of its own. */
async function labelledNetwork(): Promise<Fixture> {
  const name = `setup-test-${randomUUID()}`;
  const owner = `centrifugo-swarm/${name}`;
  const args = ["network", "create", "--driver", "overlay", "--label", `${label}=${owner}`, name];
  expect((await docker(args)).ok).toBe(true);
  onTestFinished(async () => void (await docker(["network", "rm", name])));
  return { target: { owner, env: process.env }, name };
}

/** A service without tasks: only its place on the network counts. */
async function service(network: string, ...more: string[]): Promise<string> {
  const name = `${network}-shop`;
  const args = ["--detach", "--replicas", "0", "--no-resolve-image", "--network", network, "--name", name];
  const made = await docker(["service", "create", ...args, ...more, "example.invalid/shop:1"]);
  expect(made.stderr).toBe("");
  onTestFinished(async () => void (await docker(["service", "rm", name])));
  return name;
}

test("a foreign service on our network is named, with the command that takes it off", async () => {
  const { target, name } = await labelledNetwork();
  const shop = await service(name);
  await expect(refuseForeignServices(target)).rejects.toMatchObject({
    name: "UserError",
    message: `Services that are not ours still use our networks: ${shop} on ${name}.`,
    fix: `take them off first: docker service update --network-rm ${name} ${shop}`,
  });
});

test("our own services do not stand in the way", async () => {
  const { target, name } = await labelledNetwork();
  await service(name, "--label", `${label}=${target.owner}`);
  await expect(refuseForeignServices(target)).resolves.toBeUndefined();
});

test("what is left after the limit is named", async () => {
  const { target, name } = await labelledNetwork();
  await expect(waitUntilGone(target, 0)).rejects.toThrow(`Still there after 0 s: network ${name}.`);
});

test("a secret that nothing mounts goes, one that a foreign service mounts stays and is named", async () => {
  const { target, name } = await labelledNetwork();
  const create = async (secret: string): Promise<void> => {
    const args = ["secret", "create", "--label", `${label}=${target.owner}`, secret, "-"];
    expect((await run("docker", args, { input: "x" })).ok).toBe(true);
    onTestFinished(async () => void (await docker(["secret", "rm", secret])));
  };
  await create(`${name}-free`);
  await create(`${name}-used`);
  const shop = await service(name, "--secret", `${name}-used`);
  expect(await removeUnused(target)).toEqual([`${name}-used`]);
  expect(await ownObjects(target, "secret")).toEqual([`${name}-used`]);
  await docker(["service", "rm", shop]);
});

test("a backend's secret of an earlier deployment goes once nothing mounts it", async () => {
  const { target, name: stack } = await labelledNetwork();
  const create = async (name: string) => {
    const args = ["secret", "create", "--label", `${label}=${target.owner}`, name, "-"];
    expect((await run("docker", args, { input: "x" })).ok).toBe(true);
    onTestFinished(async () => void (await docker(["secret", "rm", name])));
    return name;
  };
  const current = await create(`${stack}_token-secret-2`);
  await create(`${stack}_token-secret-1`);
  const mounted = await create(`${stack}_api-key-1`);
  const other = await create(`${stack}_certificate-1`);
  const shop = await service(stack, "--secret", mounted);
  expect(await removeOutdatedSecrets(target, [current])).toEqual([mounted]);
  expect(await ownObjects(target, "secret")).toEqual([mounted, other, current]);
  await docker(["service", "rm", shop]);
});
