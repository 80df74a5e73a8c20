import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { centrifugoBinary } from "../../lab/index.ts";
import { freePorts } from "../support/free-ports.ts";

/** What a Centrifugo is started with, in a folder of its own. */
export interface Launch {
  readonly args?: readonly string[];
  /** No other variables than these are there. */
  readonly env?: Readonly<Record<string, string>>;
  /** Texts by file name. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A Centrifugo that serves on loopback. */
export interface Launched {
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

/** Starts a real Centrifugo, waits until `port` answers or it ends, and kills it in the end. */
export function launch<T>(
  { args = [], env = {}, files = {} }: Launch,
  port: number,
  use: (centrifugo: Launched | Ended) => Promise<T>,
): Promise<T> {
  return inFolder(files, async (cwd) => {
    const options = { cwd, env, extendEnv: false, reject: false, all: true } as const;
    const running = execa(await centrifugoBinary(() => {}), args, options);
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
      return await use({ logged, stop });
    } finally {
      await stop("SIGKILL");
    }
  });
}

/** How a Centrifugo with these ends, or what it logged where it serves, on a port of its own. */
export function outcomeOf(what: Launch): Promise<Ended | { readonly served: string }> {
  return onOwnPort(what, async (centrifugo) =>
    "exitCode" in centrifugo ? centrifugo : { served: await centrifugo.logged(/"serving /) },
  );
}

/** Gives what `use` gives of a Centrifugo that serves on a port of its own; throws where it does not start. */
export function withLaunched<T>(
  what: Launch,
  use: (port: number, centrifugo: Launched) => Promise<T>,
): Promise<T> {
  return onOwnPort(what, (centrifugo, port) => {
    if ("exitCode" in centrifugo) throw new Error(`Centrifugo did not start: ${centrifugo.log}`);
    return use(port, centrifugo);
  });
}

async function onOwnPort<T>(
  what: Launch,
  use: (centrifugo: Launched | Ended, port: number) => Promise<T>,
): Promise<T> {
  const [port = 0] = await freePorts(1);
  const own = {
    CENTRIFUGO_HTTP_SERVER_ADDRESS: "127.0.0.1",
    CENTRIFUGO_HTTP_SERVER_PORT: String(port),
    CENTRIFUGO_USAGE_STATS_DISABLED: "true",
  };
  return await launch({ ...what, env: { ...own, ...what.env } }, port, (centrifugo) => use(centrifugo, port));
}

/** An empty folder, so that nothing lies beside the files. */
export async function inFolder<T>(
  files: Readonly<Record<string, string>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "centrifugo-"));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
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
