import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { freePorts } from "../../support/free-ports.ts";
import { withConfig } from "./checkconfig.ts";
import type { Rendered } from "./verdicts.ts";

/** How a start went. */
export interface Start {
  /** False: it ended by itself. */
  readonly served: boolean;
  /** After SIGTERM where it served. */
  readonly exitCode: number | undefined;
  /** What it logged as a warning or worse, and what is no line of its log. */
  readonly complaints: readonly string[];
}

/** Longer than any start takes. */
const PATIENCE_MS = 60_000;

/** Where the other servers are, and what is done with it while it runs. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string>>;
  readonly healthPath?: string;
  /** Gets the address of the API and the admin interface. */
  readonly use?: (internalUrl: string) => Promise<void>;
}

type Files = Pick<Rendered, "json" | "env">;

/**
 * Starts the real server on loopback with the two files that its task gets, waits until it is healthy, and
 * ends it as Swarm does.
 */
export async function startCentrifugo(binary: string, files: Files, around: Surroundings): Promise<Start> {
  const start = await startOnce(binary, files, around);
  // It listens a moment before it takes signals; one that ended it in between says nothing.
  const isCutOff = start.served && start.exitCode === undefined;
  return isCutOff ? await startCentrifugo(binary, files, around) : start;
}

async function startOnce(
  binary: string,
  { json, env }: Files,
  { environment, healthPath = "/health", use = async () => {} }: Surroundings,
): Promise<Start> {
  const [port = 0, internal = 0, api = 0, uni = 0] = await freePorts(4);
  const flags = [
    "--http_server.address=127.0.0.1",
    `--http_server.port=${port}`,
    "--http_server.internal_address=127.0.0.1",
    `--http_server.internal_port=${internal}`,
    `--grpc_api.port=${api}`,
    `--uni_grpc.port=${uni}`,
    // Other levels would hide what it complains of.
    "--log.level=info",
  ];
  const grpc = { CENTRIFUGO_GRPC_API_ADDRESS: "127.0.0.1", CENTRIFUGO_UNI_GRPC_ADDRESS: "127.0.0.1" };
  return await withConfig(json, async (cwd) => {
    await writeFile(join(cwd, ".env"), env);
    const options = {
      cwd,
      env: { ...grpc, ...environment },
      extendEnv: false,
      reject: false,
      all: true,
    } as const;
    const running = execa(binary, ["-c", "config.json", ...flags], options);
    try {
      const url = `http://127.0.0.1:${internal}`;
      const served = await becomesHealthy(running, `${url}${healthPath}`);
      if (served) {
        await use(url);
        running.kill("SIGTERM");
      }
      const { exitCode, all } = await running;
      return { served, exitCode, complaints: complaintsIn(all) };
    } finally {
      running.kill("SIGKILL");
      await running;
    }
  });
}

async function becomesHealthy(running: PromiseLike<unknown>, url: string): Promise<boolean> {
  let ended = false;
  const end = running.then(() => {
    ended = true;
  });
  const patience = AbortSignal.timeout(PATIENCE_MS);
  while (!ended) {
    if (patience.aborted) throw new Error(`Centrifugo neither ended nor answered at ${url}.`);
    if (await isHealthy(url)) {
      await sleep(50);
      return true;
    }
    await Promise.race([sleep(20), end]);
  }
  return false;
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** Lines of the log are JSON; a crash of Go's is not. */
function complaintsIn(log: string): string[] {
  return log.split("\n").filter((line) => line !== "" && !/"level":"(?:trace|debug|info)"/.test(line));
}
