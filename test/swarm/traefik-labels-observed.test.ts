import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { traefikBinary } from "../../lab/index.ts";
import { docker } from "../support/docker.ts";
import { freePorts } from "../support/free-ports.ts";
import { imageOf, plainServices, until, untilRunning } from "./plain-services.ts";

/**
 * What the pages of the rules on labels call "observed": services on the real Swarm, and a real Traefik on
 * loopback that reads them through the engine's socket.
 */
const services = plainServices();
const { prefix } = services;
const marker = `${prefix}.traefik`;

const host = (name: string) => `Host(\`${name}.example\`)`;
const enable = "traefik.enable=true";
const rule = (name: string, text = host(name)) => `traefik.http.routers.${prefix}-${name}.rule=${text}`;
const router = (name: string, option: string) => `traefik.http.routers.${prefix}-${name}.${option}`;
const port = (name: string) => `traefik.http.services.${prefix}-${name}.loadbalancer.server.port=8000`;

/** Service labels by the name of the service; each is sound but for one thing. */
const labelled: Readonly<Record<string, readonly string[]>> = {
  sound: [enable, rule("sound"), port("sound")],
  "not-enabled": [rule("not-enabled"), port("not-enabled")],
  "without-port": [enable, rule("without-port")],
  "two-families": [
    ...[enable, rule("two-families"), port("two-families")],
    `traefik.docker.network=${prefix}-net`,
    `traefik.swarm.network=${prefix}-net`,
  ],
  "no-host": [
    ...[enable, rule("no-host", "PathPrefix(`/no-host`)"), port("no-host")],
    router("no-host", "tls.options=strict@file"),
  ],
  "older-rule": [enable, rule("older-rule", "Host(`a.example`, `b.example`)"), port("older-rule")],
  "no-entry-point": [
    ...[enable, rule("no-entry-point"), port("no-entry-point")],
    router("no-entry-point", "entrypoints=https"),
  ],
  "no-resolver": [
    ...[enable, rule("no-resolver"), port("no-resolver")],
    router("no-resolver", "tls.certresolver=letsencrypt"),
  ],
  scheme: [
    ...[enable, rule("scheme"), port("scheme"), router("scheme", "tls=true")],
    `traefik.http.services.${prefix}-scheme.loadbalancer.server.scheme=http`,
  ],
  "by-default": [port("by-default")],
};

interface Running {
  readonly ended: Promise<{ readonly exitCode?: number | undefined }>;
  readonly kill: () => void;
  readonly log: () => string;
  readonly apiPort: number;
  readonly securePort: number;
}

async function start(...providers: readonly string[]): Promise<Running> {
  const [apiPort = 0, securePort = 0] = await freePorts(2);
  const process = execa(
    await traefikBinary(() => {}),
    [
      ...providers,
      `--entrypoints.traefik.address=127.0.0.1:${apiPort}`,
      `--entrypoints.websecure.address=127.0.0.1:${securePort}`,
      "--api.insecure=true",
      "--log.level=DEBUG",
    ],
    { reject: false, all: true },
  );
  let log = "";
  process.all.on("data", (chunk: Buffer) => {
    log += chunk.toString();
  });
  return { ended: process, kill: () => process.kill("SIGKILL"), log: () => log, apiPort, securePort };
}

const routerStates = z.array(
  z.object({ name: z.string(), status: z.string(), error: z.array(z.string()).optional() }),
);
type RouterState = z.infer<typeof routerStates>[number];

/** Routers as Traefik's API tells them. */
async function routersOf({ apiPort }: Running): Promise<readonly RouterState[]> {
  try {
    const response = await fetch(`http://127.0.0.1:${apiPort}/api/http/routers?per_page=200`);
    return routerStates.parse(await response.json()).filter(({ name }) => name.startsWith(prefix));
  } catch {
    return [];
  }
}

const swarm = [
  "--providers.swarm.endpoint=unix:///var/run/docker.sock",
  "--providers.swarm.refreshSeconds=1",
  `--providers.swarm.constraints=Label(\`${marker}\`,\`yes\`)`,
];

let folder: string;
let traefik: Running;
let routers: readonly RouterState[];
const find = (name: string) => routers.find((one) => one.name === `${prefix}-${name}@swarm`);

beforeAll(async () => {
  await docker("network", "create", "--driver", "overlay", "--internal", `${prefix}-net`);
  const common = ["--network", `${prefix}-net`, "--label", `${marker}=yes`];
  const image = imageOf("centrifugo");
  const names = await Promise.all([
    ...Object.entries(labelled).map(([name, labels]) => {
      const flags = labels.flatMap((label) => ["--label", label]);
      return services.create(name, [...common, ...flags, image]);
    }),
    services.create("on-container", [
      ...common,
      ...[enable, rule("on-container"), port("on-container")].flatMap((label) => [
        "--container-label",
        label,
      ]),
      image,
    ]),
  ]);
  await Promise.all(names.map(untilRunning));
  folder = await mkdtemp(join(tmpdir(), "traefik-labels-"));
  const dynamic = join(folder, "dynamic.yaml");
  await writeFile(dynamic, "tls: { options: { strict: { alpnProtocols: [http/1.1] } } }\n");
  const file = `--providers.file.filename=${dynamic}`;
  traefik = await start(...swarm, "--providers.swarm.exposedByDefault=false", file);
  routers = await until(
    () => routersOf(traefik),
    (all) => ["sound", "scheme"].every((name) => all.some((one) => one.name.includes(`-${name}@`))),
  );
});
afterAll(async () => {
  traefik?.kill();
  await services.dispose();
  await rm(folder, { recursive: true, force: true });
});

test("a service with sound labels gets its router", () => {
  expect(find("sound")).toMatchObject({ status: "enabled" });
});

test("put-labels-on-the-service: labels of the container give no router and no line in the log", () => {
  expect(find("on-container")).toBeUndefined();
  expect(traefik.log()).not.toMatch(/(ERR|WRN).*on-container/);
});

test("enable-routed-service: without traefik.enable a service is passed over without a warning", () => {
  expect(find("not-enabled")).toBeUndefined();
  expect(traefik.log()).not.toMatch(/(ERR|WRN).*not-enabled/);
});

test("require-server-port: without a port the service is skipped", () => {
  expect(find("without-port")).toBeUndefined();
  expect(traefik.log()).toMatch(/port is missing/);
});

test("use-one-label-family: labels of both providers are an error, and the service is skipped", () => {
  expect(find("two-families")).toBeUndefined();
  expect(traefik.log()).toMatch(/both Docker and Swarm labels are defined/);
});

test("require-host-for-tls-option: without a host the option is not the router's", () => {
  expect(traefik.log()).toMatch(
    /no-host@swarm", with no domains in its rule, .* default TLSOptions will be applied/,
  );
});

test("use-rule-syntax-of-the-version: a rule with two values does not parse", () => {
  expect(find("older-rule")).toMatchObject({
    status: "disabled",
    error: [expect.stringMatching(/rule|Host/)],
  });
});

test("use-defined-entry-point: the router is left out with an error", () => {
  expect(find("no-entry-point")).toMatchObject({
    status: "disabled",
    error: expect.arrayContaining([expect.stringMatching(/entryPoint "https" doesn't exist/i)]),
  });
});

test("use-defined-certificate-resolver: a resolver that nobody defined is an error", async () => {
  const log = await until(
    () => Promise.resolve(traefik.log()),
    (text) => /nonexistent certificate resolver/.test(text),
  );
  expect(log).toMatch(/no-resolver@swarm/);
});

/** What a client gets that offers what a browser offers. */
function protocolFor(servername: string): Promise<string | false> {
  return new Promise((resolve, reject) => {
    const { securePort } = traefik;
    const options = { host: "127.0.0.1", port: securePort, servername, rejectUnauthorized: false };
    const socket = connect({ ...options, ALPNProtocols: ["h2", "http/1.1"] });
    socket.on("secureConnect", () => {
      resolve(socket.alpnProtocol ?? false);
      socket.destroy();
    });
    socket.on("error", reject);
  });
}

test("reject-scheme-as-http1-cure: with the label clients still get HTTP/2", async () => {
  expect(find("scheme")).toMatchObject({ status: "enabled" });
  expect(await protocolFor("scheme.example")).toBe("h2");
});

test("limit-exposed-services: by default a service without any label for it gets a router", async () => {
  const open = await start(...swarm);
  try {
    const all = await until(
      () => routersOf(open),
      (found) => found.some(({ name }) => name === `${prefix}-by-default@swarm`),
    );
    expect(all.find(({ name }) => name === `${prefix}-by-default@swarm`)).toMatchObject({
      status: "enabled",
    });
    expect(find("by-default")).toBeUndefined();
  } finally {
    open.kill();
  }
});

test("use-swarm-provider: swarmMode ends Traefik, and the provider for containers sees no service", async () => {
  const ended = await start("--providers.docker.swarmMode=true");
  expect((await ended.ended).exitCode).toBe(1);
  expect(ended.log()).toMatch(/swarmMode/);

  const containers = await start("--providers.docker.endpoint=unix:///var/run/docker.sock");
  try {
    const found = await until(
      () => routersOf(containers),
      (all) => all.length > 0,
    );
    const names = found.map(({ name }) => name);
    expect(names).toEqual([`${prefix}-on-container@docker`]);
  } finally {
    containers.kill();
  }
});
