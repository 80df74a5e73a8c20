import { execa } from "execa";
import { centrifugoBinary } from "../../lab/index.ts";
import { freePorts } from "../support/free-ports.ts";
import { type Ended, inFolder, type Launched, launch } from "./launch-centrifugo.ts";

/** A key of every role, for servers on loopback. */
export const testKey = "test-key-0a1b2c3d4e5f60718293a4b5c6d7e8f9";

/** A Centrifugo that serves on loopback. */
export interface RunningCentrifugo extends Launched {
  /** The port for clients. */
  readonly port: number;
  readonly internalPort: number;
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
  const files = { "config.json": textOf({ ...settings, http_server: http }) };
  return await launch({ args: ["-c", "config.json"], files }, port, (centrifugo) =>
    use(
      "exitCode" in centrifugo
        ? centrifugo
        : { ...centrifugo, port, internalPort: internal ? internalPort : port },
    ),
  );
}

/** Exit code of `checkconfig --strict`. */
export function checkConfig(settings: Settings): Promise<number | undefined> {
  return inFolder({ "config.json": textOf(settings) }, async (cwd) => {
    const args = ["checkconfig", "--strict", "-c", "config.json"];
    return (await execa(await centrifugoBinary(() => {}), args, { cwd, reject: false })).exitCode;
  });
}

function textOf(settings: Settings): string {
  return JSON.stringify({ usage_stats: { disabled: true }, ...settings });
}
