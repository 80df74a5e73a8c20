import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { traefikBinary } from "../../lab/index.ts";
import { freePorts } from "../support/free-ports.ts";
import type { Settings } from "./run-centrifugo.ts";

/** What a Traefik on loopback is given; keys as in its files. */
export interface PlainTraefik {
  /** Settings of its only entry point for clients, `web`. */
  readonly web?: Settings;
  /** Further static settings. */
  readonly static?: Settings;
  /** Providers beside the file. */
  readonly providers?: Settings;
  /** Settings of the one router, such as its middlewares. */
  readonly router?: Settings;
  readonly middlewares?: Settings;
  /** The `tls` of the dynamic file. */
  readonly tls?: Settings;
  /** Where the router leads to. */
  readonly backend: string;
  /** Whether it serves what is asked for; default: the router of its own in the file that is written here. */
  readonly isReady?: (port: number) => Promise<boolean>;
}

/** A Traefik that serves, or that has ended. */
export interface StartedTraefik {
  readonly port: number;
  /** Port of the entry point `traefik`. */
  readonly apiPort: number;
  readonly log: () => string;
}

const readyPath = "/is-traefik-ready";

/** Starts a real Traefik with the file provider; throws with its log where it does not serve. It is killed in the end. */
export function withPlainTraefik<T>(
  settings: PlainTraefik,
  use: (traefik: StartedTraefik) => Promise<T>,
): Promise<T> {
  return start(settings, (traefik, ended) => {
    if (ended) throw new Error(`Traefik did not start: ${traefik.log()}`);
    return use(traefik);
  });
}

async function start<T>(
  settings: PlainTraefik,
  use: (traefik: StartedTraefik, ended: boolean) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "traefik-"));
  const [port = 0, apiPort = 0] = await freePorts(2);
  const dynamic = join(directory, "dynamic.yaml");
  const router = { rule: "PathPrefix(`/`)", entryPoints: ["web"], service: "backend", ...settings.router };
  const services = { backend: { loadBalancer: { servers: [{ url: settings.backend }] } } };
  const { middlewares, tls } = settings;
  const ready = { rule: `Path(\`${readyPath}\`)`, entryPoints: ["web"], service: "ping@internal" };
  const http = {
    routers: { all: router, ready },
    services,
    ...(middlewares === undefined ? {} : { middlewares }),
  };
  await writeFile(dynamic, JSON.stringify({ http, ...(tls === undefined ? {} : { tls }) }));
  await writeFile(
    join(directory, "traefik.yaml"),
    JSON.stringify({
      global: { checkNewVersion: false, sendAnonymousUsage: false },
      log: { noColor: true },
      entryPoints: {
        web: { ...settings.web, address: `127.0.0.1:${port}` },
        traefik: { address: `127.0.0.1:${apiPort}` },
      },
      ping: {},
      providers: { file: { filename: dynamic }, ...settings.providers },
      ...settings.static,
    }),
  );
  const running = execa(await traefikBinary(() => {}), [`--configFile=${join(directory, "traefik.yaml")}`], {
    reject: false,
    all: true,
    env: { HOME: directory },
    cwd: directory,
  });
  let log = "";
  running.all.on("data", (chunk: Buffer) => {
    log += chunk.toString();
  });
  let ended = false;
  const exit = running.then(() => {
    ended = true;
  });
  const patience = AbortSignal.timeout(60_000);
  try {
    while (!ended && !(await (settings.isReady ?? isReady)(port))) {
      if (patience.aborted) throw new Error(`Traefik does not serve:\n${log}`);
      await Promise.race([sleep(20), exit]);
    }
    return await use({ port, apiPort, log: () => log }, ended);
  } finally {
    running.kill("SIGKILL");
    await running;
    await rm(directory, { recursive: true, force: true });
  }
}

/** Only our file has this router, so whoever is answered meets a Traefik that has read everything. */
async function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}${readyPath}`).then(
    (response) => response.ok,
    () => false,
  );
}
