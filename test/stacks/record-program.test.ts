import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readImageSources, resolveImages } from "../../config/images.ts";
import { inspectStackFile } from "../../config/inspect-file.ts";
import { repairedConfig } from "../../config/repair.ts";
import { UserError } from "../../config/user-error.ts";
import { fromPulumi } from "../../model/from-pulumi.ts";
import type { StackModel } from "../../model/model.ts";
import { checkModel } from "../../policies/check-model.ts";
import { describe as describeResources } from "../../stacks/describe.ts";
import { forgetDifferences } from "../../stacks/record/forget-differences.ts";
import { recordProgram } from "../../stacks/record-program.ts";

const root = join(import.meta.dirname, "../..");
const project = "centrifugo-swarm";
const shared = ["package.json", "node_modules", "config", "stacks", "model", "policies", "pins.json"];
const encrypted = (...names: string[]) =>
  names.map((name) => `  ${project}:${name}: { secure: v1:abc }\n`).join("");
const secrets = encrypted("tokenSecret", "apiKey", "redisPassword", "certificate", "certificateKey");

let folder: string;
let program: string;
let example: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "centrifugo-swarm-record-"));
  program = await readFile(join(root, "index.ts"), "utf8");
  example = await readFile(join(root, "Pulumi.dev.example.yaml"), "utf8");
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A project of one's own with the settings of the example, or others, and the program, or another. */
async function place(settings = `${example}${secrets}`, ownProgram = program) {
  const directory = await mkdtemp(join(folder, "project-"));
  for (const name of shared) await symlink(join(root, name), join(directory, name));
  await copyFile(join(root, "Pulumi.yaml"), join(directory, "Pulumi.yaml"));
  await writeFile(join(directory, "Pulumi.dev.yaml"), settings);
  await writeFile(join(directory, "index.ts"), ownProgram);
  return { project, stack: "dev", directory };
}

/** The program with one place of it written otherwise. */
function changed(from: string, to: string): string {
  expect(program).toContain(from);
  return program.replace(from, to);
}

const shape = "const shape: RealtimeShape = { identity, config };";
const serviceOf = (model: StackModel, name: string) =>
  model.services.find((one) => one.name === `dev_${name}`);
const fileOf = (model: StackModel, service: string, path: string) =>
  serviceOf(model, service)?.files.find((file) => file.path === path);
const known = (value: unknown) => expect.objectContaining({ state: "known", value });
const violations = (model: StackModel) => checkModel(model).filter(({ kind }) => kind === "violation");

describe("our own program", () => {
  test("declares what the rules are shown before an `up`", async () => {
    const where = await place();
    const { model, encrypted } = await recordProgram(where);
    const described = (secret: string) => {
      const config = repairedConfig(inspectStackFile(where));
      if (config === undefined) throw new Error("the example cannot be read");
      const names = ["tokenSecret", "apiKey", "redisPassword", "certificate", "certificateKey"];
      const filled = { ...config, ...Object.fromEntries(names.map((name) => [name, `${name}${secret}`])) };
      const resolved = resolveImages(filled, readImageSources(where.directory, "dev"));
      return fromPulumi(describeResources({ identity: { project, stack: "dev" }, config: resolved }));
    };
    const shown = described("-one");
    forgetDifferences(shown, described("-other"));
    expect(sorted(model)).toEqual(sorted(shown));
    expect(encrypted).toEqual(["tokenSecret", "apiKey", "redisPassword", "certificate", "certificateKey"]);
  });

  test("declares no Redis where somebody else runs it, and needs no Swarm to say so", async () => {
    const redis = "{ mode: external, addresses: [a:6379], network: shared }";
    const settings = `${example}  ${project}:redis: ${redis}\n`;
    const { model } = await recordProgram(await place(settings), { missingSecrets: "allowed" });
    expect(model.services.map(({ name }) => name).sort()).toEqual(
      ["centrifugo", "socket-proxy", "traefik"].map((name) => `dev_${name}`),
    );
    const env = fileOf(model, "centrifugo", "/centrifugo/.env")?.entries;
    expect([...(env?.keys() ?? [])].filter((name) => name.includes("REDIS"))).toEqual([]);
    expect(violations(model)).toEqual([]);
  });

  test("breaks no rule with the settings of the example, also before it has secrets", async () => {
    const { model, encrypted } = await recordProgram(await place(example), { missingSecrets: "allowed" });
    expect(model.services).toHaveLength(4);
    expect(violations(model)).toEqual([]);
    expect(encrypted).toEqual([]);
  });

  test("calls no Docker, and runs where there is none", async () => {
    const bin = join(folder, "bin");
    const called = join(folder, "called");
    await mkdir(bin);
    await writeFile(join(bin, "docker"), `#!/bin/sh\n: > ${called}\n`);
    await chmod(join(bin, "docker"), 0o755);
    const path = process.env["PATH"];
    try {
      for (const folders of [bin, "/nowhere"]) {
        process.env["PATH"] = folders;
        expect((await recordProgram(await place())).model.services).toHaveLength(4);
      }
    } finally {
      process.env["PATH"] = path;
    }
    expect(existsSync(called)).toBe(false);
  });
});

describe("what an author changed in the program", () => {
  test("is seen: a transform, an edited file, a resource of one's own, a transformation of the stack", async () => {
    const own = changed(
      shape,
      `const shape: RealtimeShape = {
    identity,
    config,
    transform: { redis: (args) => ({ ...args, labels: [...args.labels, { label: "team", value: "chat" }] }) },
    editFiles: { "redis-config": (text) => \`\${text}maxclients 500\\n\` },
  };
  const image = "redis:7.4.11";
  new docker.Service("more", { name: "more", taskSpec: { containerSpec: { image, env: { A: "b" } } } });
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
    type === "docker:index/network:Network" ? { props: { ...props, attachable: true }, opts } : undefined,
  );`,
    ).replace("import * as pulumi", 'import * as docker from "@pulumi/docker";\nimport * as pulumi');
    const { model } = await recordProgram(await place(undefined, own));
    expect(serviceOf(model, "redis")?.labels.get("team")).toEqual(known("chat"));
    expect(fileOf(model, "redis", "/etc/redis/redis.conf")?.entries?.get("maxclients")).toEqual(known("500"));
    expect(model.services.find(({ name }) => name === "more")?.env.get("A")).toEqual(known("b"));
    expect(model.networks.map(({ attachable }) => attachable)).toEqual(Array(4).fill(known(true)));
  });

  test("breaks rules as it would in an `up`, and is told as findings and not as an error", async () => {
    const own = changed(
      shape,
      `const label = { label: "traefik.http.routers.dev-websocket.tls.options", value: "websocket" };
  const shape: RealtimeShape = { identity, config, transform: {
    centrifugo: (args) => ({ ...args, labels: [...args.labels.filter((one) => one.label !== label.label), label] }),
  } };`,
    );
    const { model } = await recordProgram(await place(undefined, own));
    expect(violations(model).map(({ rule }) => rule)).toContain("require-tls-option-from-file");
  });

  test("is not known where it comes from what only an `up` tells", async () => {
    const own = changed(
      shape,
      `const volume = new docker.Volume("data", {});
  const shape: RealtimeShape = { identity, config, transform: {
    redis: (args) => ({ ...args, labels: [{ label: "at", value: volume.mountpoint }] }),
  } };`,
    ).replace("import * as pulumi", 'import * as docker from "@pulumi/docker";\nimport * as pulumi');
    const { model } = await recordProgram(await place(undefined, own));
    expect(serviceOf(model, "redis")?.labels.get("at")).toMatchObject({ state: "unknown" });
  });
});

describe("what is encrypted", () => {
  const more = `${encrypted("previousRedisPassword", "replicas")}  ${project}:centrifugo:
    admin: { enabled: true, password: { secure: v1:a }, secret: { secure: v1:b } }
    client: { proxy: { connect: { enabled: true, endpoint: "http://app:80/connect", http: { static_headers: { X-Key: { secure: v1:c } } } } } }
    shutdown: { timeout: { secure: v1:d } }
  app:password: { secure: v1:e }
`;

  test("is unknown wherever it turns up, and nothing else is", async () => {
    const own = changed(
      shape,
      `const password = new pulumi.Config("app").require("password");
  const shape: RealtimeShape = { identity, config, transform: { redis: (args) => ({ ...args, labels: [
    ...args.labels, { label: "hash", value: Buffer.from(password).toString("hex") },
  ] }) } };`,
    );
    const { model, encrypted } = await recordProgram(
      await place(`${example.replace(/.*:replicas:.*\n/, "")}${secrets}${more}`, own),
    );
    const env = fileOf(model, "centrifugo", "/centrifugo/.env");
    expect(env?.content.state).toBe("unknown");
    const states = new Map([...(env?.entries ?? [])].map(([name, { state }]) => [name, state]));
    expect(states.size).toBeGreaterThanOrEqual(6);
    expect(new Set(states.values())).toEqual(new Set(["unknown"]));
    expect([...states.keys()].some((name) => name.startsWith("CENTRIFUGO_VAR_"))).toBe(true);
    const config = fileOf(model, "centrifugo", "/centrifugo/config.json");
    expect(config?.entries?.get("client.proxy.connect.enabled")).toEqual(known("true"));
    expect(fileOf(model, "redis", "/etc/redis/users.acl")?.content.state).toBe("unknown");
    expect(serviceOf(model, "redis")?.labels.get("hash")?.state).toBe("unknown");
    expect(serviceOf(model, "centrifugo")?.replicas?.state).toBe("unknown");
    expect(serviceOf(model, "centrifugo")?.stopGracePeriod?.state).toBe("unknown");
    expect(model.secrets.map(({ content }) => content.state)).toEqual(model.secrets.map(() => "unknown"));
    const sizes = model.objects.flatMap(({ name, bytes, kind }) =>
      kind === "secret" && bytes !== undefined ? [name] : [],
    );
    // A hash has the same length whatever it is of.
    expect(sizes).toEqual(["dev_redis-users"]);
    expect(violations(model)).toEqual([]);
    expect(encrypted).toEqual([
      ...["tokenSecret", "apiKey", "redisPassword", "certificate", "certificateKey"],
      ...["previousRedisPassword", "replicas"],
      "centrifugo.admin.password",
      "centrifugo.admin.secret",
      "centrifugo.client.proxy.connect.http.static_headers",
      "centrifugo.shutdown.timeout",
    ]);
  });

  test("leaves a Centrifugo that may be set to anything where all its options are encrypted", async () => {
    const { model, encrypted } = await recordProgram(await place(`${example}${secrets}${encryptedOptions}`));
    expect(serviceOf(model, "centrifugo")?.envComplete).toBe(false);
    expect(violations(model)).toEqual([]);
    expect(encrypted).toContain("centrifugo");
  });
  const encryptedOptions = encrypted("centrifugo");

  test("is refused where it decides what is deployed and nothing can stand for it", async () => {
    const settings = `${example.replace(/.*:namespaces:\n.*\n/, "")}${secrets}${encrypted("namespaces")}`;
    const error = await errorOf(recordProgram(await place(settings)));
    expect(error.message).toMatch(/^`namespaces` is encrypted/);
    expect(error).toMatchObject({ exitCode: 2, fix: expect.stringContaining("pulumi preview") });
  });
});

describe("what keeps the program from declaring anything is a UserError", () => {
  test("a mistake in the settings, with its place and without secrets", async () => {
    const plain = `${example}${secrets.replace("{ secure: v1:abc }", "fixture-plain-token-secret-0123456789")}`;
    const error = await errorOf(
      recordProgram(await place(plain.replace("{ access: token", "{ access: tokens"))),
    );
    expect(error.message).toMatch(/Pulumi\.dev\.yaml:\d+:\d+/);
    expect(error.message).toContain("it is not encrypted");
    expect(error.message).toMatch(/tokens/);
    expect(error.message).not.toContain("fixture-");
    expect(error.exitCode).toBe(2);
  });

  test("no stack file", async () => {
    const where = await place();
    const error = await errorOf(recordProgram({ ...where, stack: "prod" }));
    expect(error.message).toContain("There is no Pulumi.prod.yaml here.");
  });

  test("what the program itself refuses, with the way to mend it", async () => {
    const own =
      'import * as pulumi from "@pulumi/pulumi";\nthrow new pulumi.RunError("no room\\n  fix: Make room.");\n';
    expect(await errorOf(recordProgram(await place(undefined, own)))).toMatchObject({
      message: "no room",
      fix: "Make room.",
      exitCode: 2,
    });
  });

  test.each([
    [
      "throws",
      "const nothing: any = undefined;\nnothing.at(1);\n",
      /index\.ts, line 2\): Cannot read properties/,
    ],
    [
      "fails later",
      'setTimeout(() => { throw new Error("late"); });\nawait new Promise(() => setTimeout(() => {}, 5000));\n',
      /line 1\): late/,
    ],
    ["cannot be read", "const = 1;\n", /index\.ts.*\)/],
    ["imports what is not there", 'import "./nothing.ts";\n', /nothing\.ts/],
    ["ends by itself", "process.exit(0);\n", /ended, or took too long/],
  ])("a program that %s", async (_, own, message) => {
    const error = await errorOf(recordProgram(await place(undefined, own)));
    expect(error.message).toMatch(message);
    expect(error).toMatchObject({ exitCode: 2, fix: expect.stringContaining("pulumi preview") });
  });

  test("no program, or one in another language", async () => {
    const where = await place();
    await rm(join(where.directory, "index.ts"));
    expect((await errorOf(recordProgram(where))).message).toMatch(/index\.ts does not exist/);
    await writeFile(join(where.directory, "Pulumi.yaml"), "name: centrifugo-swarm\nruntime: python\n");
    expect((await errorOf(recordProgram(where))).message).toMatch(/Only a program for Node/);
  });
});

async function errorOf(promise: Promise<unknown>): Promise<UserError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof UserError) return error;
  throw new Error(`no UserError: ${String(error)}`);
}

/** Program and description declare the same in another order. */
function sorted(model: StackModel): StackModel {
  const byName = <T extends { readonly name: string }>(list: readonly T[]) =>
    [...list].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    ...model,
    services: byName(model.services),
    secrets: byName(model.secrets),
    networks: byName(model.networks),
    objects: byName(model.objects),
  };
}
