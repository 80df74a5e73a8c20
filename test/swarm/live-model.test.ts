import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { UserError } from "../../config/user-error.ts";
import { readLiveStack } from "../../doctor/probes/swarm-objects.ts";
import { fromCompose } from "../../model/from-compose.ts";
import type { Service, StackModel } from "../../model/model.ts";
import { networkNames } from "../../model/networks.ts";
import { clear } from "../../model/value.ts";
import { checkModel } from "../../policies/check-model.ts";
import { root } from "../../setup/project.ts";
import { docker, namesOf } from "../support/docker.ts";
import { freePorts } from "../support/free-ports.ts";

const file = join(root, "test/fixtures/live/stack.yaml");
const stack = `live-${randomBytes(3).toString("hex")}`;
const prefix = `${stack}_`;
let live: StackModel;
let written: StackModel;

beforeAll(async () => {
  const images: unknown = JSON.parse(await readFile(join(root, "images.lab.json"), "utf8"));
  const image = Object.entries(images ?? {}).find(([name]) => name.startsWith("redis:"))?.[1];
  const [port] = await freePorts(1);
  const environment = { IMAGE: String(image), PORT: String(port) };
  await execa("docker", ["stack", "deploy", "--resolve-image", "never", "--compose-file", file, stack], {
    env: environment,
  });
  live = await readLiveStack({ stack });
  written = fromCompose({ files: [file], environment, stackName: stack });
});

afterAll(async () => {
  await docker("stack", "rm", stack);
  // Networks and volumes are in use until the last container is gone.
  for (let tries = 0; tries < 120; tries++) {
    const networks = await namesOf("network", prefix);
    const { failed } = await execa("docker", ["volume", "rm", "--force", `${prefix}data`], { reject: false });
    if (networks.length === 0 && !failed) return;
    await setTimeout(500);
  }
  throw new Error(`the stack ${stack} does not go away`);
});

describe("what runs on the Swarm reads as the stack file that it came from", () => {
  test.each(["bare", "full", "everywhere"])("service %s", (name) => {
    expect(comparable(name, live)).toEqual(comparable(name, written));
  });

  test("networks, objects and the name of the stack", () => {
    const parts = (model: StackModel) => ({
      networks: sorted(model.networks).map(({ otherNames: _ids, subnets: _given, ...network }) => network),
      // Docker does not tell how long a secret is.
      objects: sorted(model.objects).map(({ bytes, ...object }) =>
        object.kind === "config" ? { ...object, bytes } : object,
      ),
      secrets: model.secrets.map(({ name, roles }) => ({ name, roles })),
      stackName: model.stackName,
    });
    expect(plain(parts(live))).toEqual(plain(parts(written)));
    expect(live.secrets).toMatchObject([{ roles: ["note"], content: { state: "unknown" } }]);
    expect(live.networks.every(({ subnets }) => subnets.length > 0)).toBe(true);
  });

  test("and the rules find the same in both", () => {
    // Only a file can be under version control.
    const findings = (model: StackModel) =>
      checkModel(model)
        .filter(({ rule }) => rule !== "reject-committed-secret")
        .map(({ rule, kind, service, origin }) => [kind, rule, service, origin.key].join(" "));
    expect(findings(live).sort()).toEqual(findings(written).sort());
    expect(findings(live)).not.toEqual([]);
  });
});

test("without a stack all services are read, and no secret's text is", async () => {
  const all = await readLiveStack();
  const names = all.services.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["bare", "full", "everywhere"].map((name) => prefix + name)));
  const text = JSON.stringify(all, (_, value: unknown) => (value instanceof Map ? [...value] : value));
  expect(text).not.toContain("fixture-not");
});

test("a network that Docker lists for single nodes only is found by the service that is on it", async () => {
  const name = `${stack}-host`;
  const image = clear(live.services[0]?.image) ?? "";
  await docker("service", "create", "--detach", "--replicas=0", "--network=host", `--name=${name}`, image);
  try {
    const all = await readLiveStack();
    const service = all.services.find((one) => one.name === name);
    expect(service && networkNames(service, all)).toEqual(new Set(["host"]));
  } finally {
    await docker("service", "rm", name);
  }
});

describe("where no Swarm can be asked, the error says why and how to mend it", () => {
  test("the stack is not there", async () => {
    const error = await errorOf({}, { stack: "no-such-stack" });
    expect(error.message).toContain("no service of the stack `no-such-stack`");
    expect(error.message).toContain(stack);
  });

  test.each([
    ["no client", { PATH: "/nowhere" }, /`docker` command was not found/],
    ["no engine", { DOCKER_HOST: "tcp://127.0.0.1:1" }, /engine cannot be reached/],
    ["no such context", { DOCKER_HOST: undefined, DOCKER_CONTEXT: "no-such" }, /context .* does not exist/],
  ])("%s", async (_, environment, message) => {
    expect((await errorOf(environment)).message).toMatch(message);
  });

  // The words of engine 20.10 and later, which no node here can be brought to say.
  test.each([
    [
      "no Swarm",
      503,
      'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.',
      /part of no Swarm/,
    ],
    [
      "a worker",
      503,
      "This node is not a swarm manager. Worker nodes can't be used to view or modify cluster state. Please run this command on a manager node or promote the current node to a manager.",
      /no manager of its Swarm/,
    ],
    [
      "a locked manager",
      503,
      'Swarm is encrypted and needs to be unlocked before it can be used. Please use "docker swarm unlock" to unlock it.',
      /is locked/,
    ],
    [
      "a manager without a leader",
      500,
      "rpc error: code = Unknown desc = The swarm does not have a leader. It's possible that too few managers are online. Make sure more than half of the managers are online.",
      /no leader/,
    ],
    [
      "anything else",
      500,
      "proxy http://name:fixture-word@proxy:3128 refused",
      /failed: .*:\/\/…@proxy:3128 refused/,
    ],
  ])("%s", async (_, status, message, expected) => {
    const server = createServer((request, response) => {
      const isPing = request.url?.endsWith("/_ping") === true;
      response.setHeader("Api-Version", "1.41").setHeader("Content-Type", "application/json");
      response.statusCode = isPing ? 200 : status;
      response.end(isPing ? "OK" : JSON.stringify({ message }));
    });
    const error = await whileListening(server, (port) => errorOf({ DOCKER_HOST: `tcp://127.0.0.1:${port}` }));
    expect(error.message).toMatch(expected);
    expect(error.message).not.toContain("fixture-word");
  });

  test("an engine that never answers", async () => {
    const server = createServer(() => {});
    const error = await whileListening(server, (port) =>
      errorOf({ DOCKER_HOST: `tcp://127.0.0.1:${port}` }, { timeoutMs: 500 }),
    );
    expect(error.message).toMatch(/gave no answer within 0.5 s/);
  });
});

async function errorOf(
  environment: Readonly<Record<string, string | undefined>>,
  options: Parameters<typeof readLiveStack>[0] = {},
): Promise<UserError> {
  const before = Object.fromEntries(Object.keys(environment).map((name) => [name, process.env[name]]));
  try {
    setEnvironment(environment);
    const error: unknown = await readLiveStack(options).catch((reason: unknown) => reason);
    if (!(error instanceof UserError)) throw new Error(`no UserError: ${String(error)}`);
    expect(error).toMatchObject({ exitCode: 2, fix: expect.stringMatching(/^[A-Z].*\.$/s) });
    return error;
  } finally {
    setEnvironment(before);
  }
}

function setEnvironment(environment: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

async function whileListening<T>(
  server: ReturnType<typeof createServer>,
  ask: (port: number) => Promise<T>,
): Promise<T> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const address: AddressInfo | string | null = server.address();
    return await ask(typeof address === "object" && address !== null ? address.port : 0);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** A service without places, and with what each source calls by another name under one. */
function comparable(name: string, model: StackModel): unknown {
  const service = model.services.find((one) => one.name === prefix + name);
  if (service === undefined) throw new Error(`no service ${name}`);
  const { labels, containerLabels, aliases, files, networks: _attached, mounts, ...rest } = service;
  const own = (map: Service["labels"]) => [...map].filter(([key]) => !key.startsWith("com.docker.stack."));
  return plain({
    ...rest,
    labels: own(labels),
    containerLabels: own(containerLabels),
    // Docker's client adds the short name of each service.
    aliases: aliases.map(clear).filter((alias) => alias !== name),
    files: [...files]
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map((one) => (one.kind === "secret" ? { ...one, content: undefined, entries: undefined } : one)),
    networks: networkNames(service, model),
    mounts: mounts.map(({ source, ...mount }) => ({ ...mount, source: clear(source)?.replace(prefix, "") })),
  });
}

function sorted<T extends { readonly name: string }>(list: readonly T[]): T[] {
  return [...list].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Without places, which only a file has, and with what is written in another notation as Docker counts it. */
function plain(part: unknown): unknown {
  if (part instanceof Map || part instanceof Set) return plain([...part].sort());
  if (Array.isArray(part)) return part.map(plain);
  if (typeof part !== "object" || part === null) return part;
  const kept = Object.entries(part).filter(([key, value]) => key !== "origin" && value !== undefined);
  return Object.fromEntries(kept.map(([key, value]) => [key, plain(value)]));
}
