import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { centrifugoBinary } from "../../lab/index.ts";
import { freePorts } from "../support/free-ports.ts";

/** A key of every role, for servers on loopback. */
export const testKey = "test-key-0a1b2c3d4e5f60718293a4b5c6d7e8f9";

/** A Centrifugo that serves on loopback. */
export interface RunningCentrifugo {
  /** The port for clients. */
  readonly port: number;
  readonly internalPort: number;
  /** Resolves with the whole log once it matches. */
  readonly logged: (pattern: RegExp) => Promise<string>;
  /** Sends a signal and waits for the end; gives the exit code, undefined where the signal ended it. */
  readonly stop: (signal: "SIGTERM" | "SIGKILL") => Promise<number | undefined>;
}

/** How a Centrifugo ended that did not start. */
export interface Ended {
  readonly exitCode: number | undefined;
  readonly log: string;
}

/** Settings of a `config.json`. */
export type Settings = Readonly<Record<string, unknown>>;

/** Whether it has an internal port of its own. */
export interface Sides {
  readonly internal: boolean;
}

/** Starts a real Centrifugo and gives what `use` gives; throws where it does not start. It is killed in the end. */
export function withCentrifugo<T>(
  settings: Settings,
  use: (centrifugo: RunningCentrifugo) => Promise<T>,
  sides?: Sides,
): Promise<T> {
  const started = async (centrifugo: RunningCentrifugo | Ended): Promise<T> => {
    if ("exitCode" in centrifugo) throw new Error(`Centrifugo did not start: ${centrifugo.log}`);
    return await use(centrifugo);
  };
  return start(settings, started, sides);
}

/** How a real Centrifugo ends with settings that it does not start with. */
export function endOf(settings: Settings): Promise<Ended> {
  return start(settings, async (centrifugo) => {
    if ("exitCode" in centrifugo) return centrifugo;
    throw new Error("Centrifugo started");
  });
}

async function start<T>(
  settings: Settings,
  use: (centrifugo: RunningCentrifugo | Ended) => Promise<T>,
  { internal }: Sides = { internal: false },
): Promise<T> {
  const [port = 0, internalPort = 0] = await freePorts(2);
  const http = { address: "127.0.0.1", port, ...(internal ? { internal_port: String(internalPort) } : {}) };
  return await withConfig({ ...settings, http_server: http }, async (file, directory) => {
    const options = { cwd: directory, reject: false, all: true } as const;
    const running = execa(await centrifugoBinary(() => {}), ["-c", file], options);
    let log = "";
    running.all.on("data", (chunk: Buffer) => {
      log += chunk.toString();
    });
    let exited = false;
    const exit = running.then(() => {
      exited = true;
    });
    const stop = async (signal: "SIGTERM" | "SIGKILL"): Promise<number | undefined> => {
      running.kill(signal);
      return (await running).exitCode;
    };
    const logged = async (pattern: RegExp): Promise<string> => {
      while (!pattern.test(log)) await sleep(5);
      return log;
    };
    try {
      while (!exited && !(await answers(port))) await Promise.race([sleep(20), exit]);
      if (exited) return await use({ exitCode: (await running).exitCode, log: (await running).all });
      return await use({ port, internalPort: internal ? internalPort : port, logged, stop });
    } finally {
      await stop("SIGKILL");
    }
  });
}

/** Exit code of `checkconfig --strict`. */
export function checkConfig(settings: Settings): Promise<number | undefined> {
  return withConfig(settings, async (file, directory) => {
    const args = ["checkconfig", "--strict", "-c", file];
    const options = { cwd: directory, reject: false } as const;
    return (await execa(await centrifugoBinary(() => {}), args, options)).exitCode;
  });
}

/** Empty folders, so that nothing lies beside the file. */
async function withConfig<T>(
  settings: Settings,
  use: (file: string, directory: string) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "centrifugo-"));
  try {
    const file = join(directory, "config.json");
    const quiet = { usage_stats: { disabled: true }, ...settings };
    await writeFile(file, JSON.stringify(quiet));
    return await use(file, directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function answers(port: number): Promise<boolean> {
  try {
    await fetch(`http://127.0.0.1:${port}/`);
    return true;
  } catch {
    return false;
  }
}
