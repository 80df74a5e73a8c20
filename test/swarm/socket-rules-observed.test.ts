import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withPlainTraefik } from "../engine/plain-traefik.ts";
import { inTask } from "../support/container.ts";
import { docker, namesOf } from "../support/docker.ts";
import { imageOf, plainServices, until, untilRunning } from "./plain-services.ts";

/** What the pages of the rules on the Docker socket call "observed". */
const { prefix, create, dispose } = plainServices();
const socket = "/var/run/docker.sock";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "socket-rules-"));
});
afterAll(async () => {
  await dispose();
  await rm(folder, { recursive: true, force: true });
});

test("keep-docker-socket-away: behind a read-only mount the API takes every request", async () => {
  const config = join(folder, "haproxy.cfg");
  await writeFile(
    config,
    `defaults
  mode http
  timeout connect 2s
  timeout client 10s
  timeout server 10s
listen docker
  bind 127.0.0.1:2375
  server socket unix@${socket}
`,
  );
  await docker("config", "create", `${prefix}-haproxy`, config);
  const mount = `type=bind,source=${socket},target=${socket},readonly`;
  const flags = [
    "--user",
    "0:0",
    "--mount",
    mount,
    "--config",
    `source=${prefix}-haproxy,target=/haproxy.cfg`,
  ];
  const service = await create(
    "socket",
    [...flags, imageOf("socketProxy")],
    ["haproxy", "-db", "-f", "/haproxy.cfg"],
  );
  await untilRunning(service);
  const volume = `${prefix}-made-inside`;
  const body = JSON.stringify({ Name: volume });
  const post = `wget -q -O - --header 'Content-Type: application/json' --post-data '${body}' http://127.0.0.1:2375/volumes/create`;
  await until(
    async () => (await inTask(service, post)).ok,
    (ok) => ok,
  );
  expect(await namesOf("volume", volume)).toEqual([volume]);
});

test("restrict-socket-proxy: Traefik finds the task only where it may ask for all four parts", async () => {
  const network = `${prefix}-edge`;
  await docker("network", "create", "--driver", "overlay", network);
  const router = `traefik.http.routers.${prefix}`;
  const labels = [
    "traefik.enable=true",
    `${router}.rule=Host(\`app.example.com\`)`,
    `traefik.http.services.${prefix}.loadbalancer.server.port=80`,
  ].flatMap((label) => ["--label", label]);
  const service = await create("app", [...labels, "--network", network, imageOf("centrifugo")]);
  await untilRunning(service);
  expect(await serversSeen([])).toHaveLength(1);
  for (const part of ["services", "tasks", "networks", "nodes"]) {
    expect(await serversSeen([part]), part).toEqual([]);
  }
});

/** Addresses that a Traefik finds for our service, through a proxy that refuses some parts of the API. */
function serversSeen(refused: readonly string[]): Promise<readonly unknown[]> {
  return withSocketProxy(refused, ({ port: proxy, answers }) => {
    const endpoint = `tcp://127.0.0.1:${proxy}`;
    const swarm = { endpoint, exposedByDefault: false, refreshSeconds: "1s" };
    const settings = {
      backend: "http://127.0.0.1:1",
      static: { api: { insecure: true } },
      providers: { swarm },
    };
    return withPlainTraefik(settings, async ({ apiPort }) => {
      // What is refused is asked for after the rest.
      const last = refused.length > 0 ? 403 : 200;
      await until(
        async () => answers.filter((status) => status === last).length,
        (count) => count > 1,
      );
      await sleep(1_000);
      const response = await fetch(`http://127.0.0.1:${apiPort}/api/http/services/${prefix}@swarm`);
      const found: unknown = await response.json();
      const hasServers = typeof found === "object" && found !== null && "serverStatus" in found;
      return hasServers ? Object.keys(Object(found.serverStatus)) : [];
    });
  });
}

async function withSocketProxy<T>(
  refused: readonly string[],
  use: (proxy: { readonly port: number; readonly answers: readonly number[] }) => Promise<T>,
): Promise<T> {
  const answers: number[] = [];
  const server = createServer((incoming, outgoing) => {
    const part = /^(?:\/v[\d.]+)?\/([a-z_]+)/.exec(incoming.url ?? "")?.[1] ?? "";
    if (refused.includes(part)) {
      answers.push(403);
      outgoing.writeHead(403).end("refused");
      return;
    }
    const { method, url, headers } = incoming;
    const passed = request({ socketPath: socket, method, path: url, headers }, (response) => {
      if (part === "nodes") answers.push(response.statusCode ?? 0);
      outgoing.writeHead(response.statusCode ?? 500, response.headers);
      response.pipe(outgoing);
    });
    incoming.pipe(passed);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  try {
    const port = typeof address === "object" && address !== null ? address.port : 0;
    return await use({ port, answers });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
