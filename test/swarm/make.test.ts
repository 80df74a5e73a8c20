import { afterAll, beforeAll, expect, test } from "vitest";
import { type Clone, createClone } from "../setup/clone.ts";
import { docker, namesOf } from "../support/docker.ts";

/** The tests follow each other on one stack, as its user would go. */
let clone: Clone;
let first: { exitCode: number | undefined; all: string };

beforeAll(async () => {
  clone = await createClone();
  first = await clone.make("up");
});
afterAll(async () => {
  await clone?.dispose();
});

const kinds = ["service", "network", "config", "secret"] as const;

/** Everything of the stack on the Swarm but its data. */
async function deployed(): Promise<Record<string, string[]>> {
  const entries = kinds.map(async (kind) => [kind, await namesOf(kind, `${clone.stack}_`)]);
  return Object.fromEntries(await Promise.all(entries));
}

const volume = () => namesOf("volume", `${clone.stack}_`);

function expectForPeople(output: string): void {
  expect(output, "shows a stack trace").not.toMatch(/^\s+at .+:\d+:\d+/m);
}

test("`make up` deploys, proves that a message travels, and says what is where", () => {
  expect(first.exitCode, first.all).toBe(0);
  expectForPeople(first.all);
  expect(first.all).toContain("published on each node, received on each node");
  expect(first.all).toMatch(/\d+ passed, 0 failed/);
  expect(first.all).toContain(`wss://centrifugo.localhost:${clone.httpsPort}/connection/websocket`);
  expect(first.all).toContain(`STACK=${clone.stack} make down`);
});

test("a second `make up` changes nothing and proves it again", async () => {
  const before = await deployed();
  const { exitCode, all } = await clone.make("up");
  expect(exitCode, all).toBe(0);
  expect(all).toContain("nothing to change");
  expect(all).not.toContain("generated");
  expect(all).toMatch(/\d+ passed, 0 failed/);
  expect(await deployed()).toEqual(before);
});

test("an image that cannot be had is named before anything is changed", async () => {
  const before = await deployed();
  await clone.configure({ images: { redis: "lab.invalid/redis:v9.9.9" } });
  const { exitCode, all } = await clone.make("up");
  await clone.configure({ images: undefined });
  expect(exitCode, all).toBe(2);
  expect(all).toMatch(/error: .*lab\.invalid\/redis:v9\.9\.9/);
  expect(all).toContain("fix: ");
  expectForPeople(all);
  expect(await deployed()).toEqual(before);
});

test("when tasks do not run, `make up` says per service why, and how to mend it", async () => {
  // An image that the engine has, but of another program.
  const format = "{{.Spec.TaskTemplate.ContainerSpec.Image}}";
  const wrong = await docker("service", "inspect", "--format", format, `${clone.stack}_socket-proxy`);
  await clone.configure({ images: { centrifugo: wrong.replace(/@.*/, "") } });
  const { exitCode, all } = await clone.make("up");
  await clone.configure({ images: undefined });
  expect(exitCode, all).toBe(2);
  expectForPeople(all);
  const end = all.slice(all.indexOf("error: The deployment did not succeed"));
  expect(end).toMatch(new RegExp(`^${clone.stack}_centrifugo: .*put back$`, "m"));
  expect(end).toMatch(/^ {2}fix: .*centrifugo/m);
  // Only what is broken is named.
  expect(end).not.toMatch(/_(redis|traefik|socket-proxy): /);
});

test("`make down` names a service of others on our network, and changes nothing", async () => {
  const before = await deployed();
  const guest = `${clone.stack}-guest`;
  const image = "lab.invalid/none:v1";
  const network = `${clone.stack}_backend`;
  await docker("service", "create", "--detach", "--replicas=0", "--name", guest, "--network", network, image);
  try {
    const { exitCode, all } = await clone.make("down");
    expect(exitCode, all).toBe(2);
    expectForPeople(all);
    expect(all).toContain(`${guest} on ${network}`);
    expect(all).toContain(`fix: take them off first: docker service update --network-rm ${network} ${guest}`);
    expect(await deployed()).toEqual(before);
  } finally {
    await docker("service", "rm", guest);
  }
});

test("`make down` removes everything from the Swarm and keeps Redis' data", async () => {
  const { exitCode, all } = await clone.make("down");
  expect(exitCode, all).toBe(0);
  expect(await deployed()).toEqual({ service: [], network: [], config: [], secret: [] });
  expect(await volume()).toEqual([`${clone.stack}_redis-data`]);
  expect(all).toContain(`kept: Redis' data (volume ${clone.stack}_redis-data)`);
});

test("`PURGE=1 make down` removes the data too, and is quiet about what is gone already", async () => {
  const { exitCode, all } = await clone.make("down", { PURGE: "1" });
  expect(exitCode, all).toBe(0);
  expect(await volume()).toEqual([]);
  expect(all).toContain(`removed Redis' data (volume ${clone.stack}_redis-data)`);
  expect(all).toContain(`nothing of the stack ${clone.stack} is deployed`);
});
