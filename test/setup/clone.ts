import { randomBytes } from "node:crypto";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { parseDocument } from "yaml";
import { root } from "../../setup/project.ts";
import { freePorts } from "../support/free-ports.ts";

/** What `git clone` would bring, as far as `make up` needs it. */
const files = [
  "bin",
  "cli",
  "Makefile",
  "Pulumi.yaml",
  "Pulumi.dev.example.yaml",
  "config",
  "doctor",
  "examples",
  "index.ts",
  "lab",
  "model",
  "package-lock.json",
  "package.json",
  "pins.json",
  "policies",
  "report",
  "setup",
  "stacks",
];

export interface MakeResult {
  readonly exitCode: number | undefined;
  /** Standard output and standard error, as they came. */
  readonly all: string;
}

export interface MakeProcess {
  /** Also of its process group, which a signal reaches as Ctrl-C would. */
  readonly pid: number;
  readonly output: NodeJS.ReadableStream;
  /** Never throws. */
  readonly result: Promise<MakeResult>;
}

/** A copy of this project in a folder of its own, with a stack and a user's folders that nobody else has. */
export interface Clone {
  readonly stack: string;
  readonly directory: string;
  readonly httpsPort: number;
  /** What `make` runs with. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Starts `make TARGET` for the stack. */
  readonly start: (target: string, variables?: Readonly<Record<string, string>>) => MakeProcess;
  /** The same to its end; never throws. */
  readonly make: (target: string, variables?: Readonly<Record<string, string>>) => Promise<MakeResult>;
  /** Changes values of the stack file, keys without the project's prefix; undefined removes one. */
  readonly configure: (values: Readonly<Record<string, unknown>>) => Promise<void>;
  /** `PURGE=1 make down`, and the folder. */
  readonly dispose: () => Promise<void>;
}

export async function createClone(): Promise<Clone> {
  const directory = await mkdtemp(join(tmpdir(), "centrifugo-swarm-clone-"));
  // make compares times: with newer ones it would install the packages again.
  const copied = { recursive: true, preserveTimestamps: true };
  await Promise.all(files.map((name) => cp(join(root, name), join(directory, name), copied)));
  await symlink(join(root, "node_modules"), join(directory, "node_modules"));
  const stack = `test-${randomBytes(3).toString("hex")}`;
  const file = join(directory, `Pulumi.${stack}.yaml`);
  await cp(join(directory, "Pulumi.dev.example.yaml"), file);

  // The cache stays the user's: tools and images are not built for each test.
  const homes = {
    XDG_STATE_HOME: join(directory, "state"),
    XDG_CONFIG_HOME: join(directory, "settings"),
    XDG_DATA_HOME: join(directory, "data"),
  };
  await Promise.all(Object.values(homes).map((folder) => mkdir(folder)));
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(MAKE|MFLAGS|PULUMI_(?!HOME)|STACK$|PURGE$)/.test(name),
  );
  const env = { ...Object.fromEntries(inherited), ...homes, STACK: stack, YES: "1", NO_COLOR: "1" };

  const configure: Clone["configure"] = async (values) => {
    const document = parseDocument(await readFile(file, "utf8"));
    for (const [key, value] of Object.entries(values)) {
      const path = ["config", `centrifugo-swarm:${key}`];
      if (value === undefined) document.deleteIn(path);
      else document.setIn(path, value);
    }
    await writeFile(file, document.toString());
  };
  const [httpPort = 0, httpsPort = 0] = await freePorts(2);
  await configure({ traefik: { httpPort, httpsPort } });

  const start: Clone["start"] = (target, variables = {}) => {
    // The packages are those of the clone that runs the tests: never installed again from here.
    const running = execa("make", ["--old-file=node_modules/.package-lock.json", target], {
      extendEnv: false,
      all: true,
      reject: false,
      stdin: "ignore",
      detached: true,
      cwd: directory,
      env: { ...env, ...variables },
    });
    if (running.pid === undefined) throw new Error("make could not be started");
    const result = running.then(({ exitCode, all }) => ({ exitCode, all }));
    return { pid: running.pid, output: running.all, result };
  };
  const make: Clone["make"] = (target, variables) => start(target, variables).result;
  return {
    stack,
    directory,
    httpsPort,
    env,
    start,
    make,
    configure,
    dispose: async () => {
      const { exitCode, all } = await make("down", { PURGE: "1" });
      await rm(directory, { recursive: true, force: true });
      if (exitCode !== 0) throw new Error(`make down ended with ${exitCode}:\n${all}`);
    },
  };
}
