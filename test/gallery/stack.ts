import { randomBytes } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import type { StackConfig } from "../../config/stack-config.ts";
import type { StackTarget } from "../../setup/doctor-target.ts";
import type { ServiceName } from "../../stacks/names.ts";
import { docker } from "../support/docker.ts";
import { createTestStack, type TestStack } from "../support/test-stack.ts";
import { type EditFile, replaceFile } from "./replace-file.ts";
import { readService, untilFailed, untilRouted, untilRunning } from "./services.ts";

/** The running stack as faults see it. */
export interface GalleryStack {
  readonly stack: TestStack;
  readonly target: StackTarget;
  readonly config: StackConfig;
  /** Every secret that no output may show; faults add theirs. */
  readonly secrets: Set<string>;
  /** A secret that the stack does not have. */
  readonly newSecret: () => string;
  /** What a fault wants to be done before the services are put back. */
  readonly afterwards: (undo: () => Promise<unknown>) => void;
  /** Does it. */
  readonly undo: () => Promise<void>;
  /** A name that the image of Centrifugo has for nobody but this stack. */
  readonly otherImage: string;
  /** Removes the stack and all that the faults have made. */
  readonly dispose: () => Promise<void>;
  /** Name of a service on the Swarm. */
  readonly nameOf: (service: ServiceName) => string;
  /** `docker service update` with these flags; waits until every task is as they say. */
  readonly change: (service: ServiceName, ...flags: readonly string[]) => Promise<void>;
  /** The same for what no task can start with: waits until one has failed, and no other one runs. */
  readonly spoil: (service: ServiceName, ...flags: readonly string[]) => Promise<void>;
  /** The same without any waiting. */
  readonly update: (service: ServiceName, ...flags: readonly string[]) => Promise<void>;
  /** Flags that put another file in place of the one that the service mounts at this path. */
  readonly file: (service: ServiceName, path: string, edit: EditFile) => Promise<readonly string[]>;
}

/** Two nodes with history and recovery: every check has something to look at. */
const settings = {
  replicas: 2,
  channels: ["org:<organisation>:messages"],
  namespaces: { org: { access: "token", history: { size: 10, ttl: "5m" }, recovery: true } },
};

/** Deploys the one stack that all faults are put into. */
export async function deployGallery(): Promise<GalleryStack> {
  const stack = await createTestStack(settings);
  try {
    await hasten(stack);
    await stack.up();
    return await galleryStack(stack);
  } catch (error) {
    await stack.dispose();
    throw error;
  }
}

export async function galleryStack(stack: TestStack): Promise<GalleryStack> {
  const [target, config] = await Promise.all([stack.doctorTarget(), stack.config()]);
  const { tokenSecret, apiKey, redisPassword = "", certificateKey } = config;
  const secrets = new Set([tokenSecret, apiKey, redisPassword, certificateKey?.split("\n")[1] ?? ""]);
  const undoes: (() => Promise<unknown>)[] = [];
  const undoAll = async () => {
    for (const undo of undoes.splice(0).reverse()) await undo();
  };
  const otherImage = `lab.invalid/centrifugo:by-hand-${stack.name}`;
  const nameOf = (service: ServiceName) => `${stack.name}_${service}`;
  const update: GalleryStack["update"] = async (service, ...flags) => {
    await docker("service", "update", "--quiet", "--detach", "--no-resolve-image", ...flags, nameOf(service));
  };
  return {
    stack,
    // What answers a moment later was made so by the fault before: nothing here has just been deployed.
    target: { ...target, edge: { ...target.edge, settleMs: 500 } },
    config,
    secrets,
    newSecret: () => {
      const secret = randomBytes(32).toString("hex");
      secrets.add(secret);
      return secret;
    },
    afterwards: (undo) => undoes.push(undo),
    undo: undoAll,
    otherImage,
    dispose: async () => {
      await undoAll().catch(() => {});
      await stack.dispose();
      await execa("docker", ["image", "rm", otherImage], { reject: false });
    },
    nameOf,
    update,
    change: async (service, ...flags) => {
      const name = nameOf(service);
      const before = await readService(name);
      // All tasks at once, which is a fault of its own and is taken back.
      await update(service, "--update-parallelism", "0", ...flags);
      await untilRunning(name);
      await update(service, "--update-parallelism", "1");
      const { Spec } = await readService(name);
      await untilRouted(before.Spec, Spec);
    },
    spoil: async (service, ...flags) => {
      const since = Date.now();
      // The old tasks must not be left, nor come back.
      const how = ["--update-order", "stop-first", "--update-failure-action", "continue"];
      await update(service, "--update-parallelism", "0", ...how, ...flags);
      await untilFailed(nameOf(service), since);
      await update(service, "--update-parallelism", "1");
    },
    file: (service, path, edit) => replaceFile(stack, nameOf(service), path, edit),
  };
}

/** Health checks every second and no pause between tasks, by the program's own way for such changes. */
async function hasten({ directory }: TestStack): Promise<void> {
  const program = join(directory, "index.ts");
  const text = await readFile(program, "utf8");
  await rm(program);
  const shape = "const shape: RealtimeShape = { identity, config };";
  if (!text.includes(shape)) throw new Error("index.ts has no longer the line that the gallery changes");
  await writeFile(
    program,
    text.replace(shape, `${transforms}\n  ${shape.replace("config }", "config, transform }")}`),
  );
}

const transforms = `
  const quick: Transform = ({ taskSpec, ...args }) => ({
    ...args,
    updateConfig: { ...args.updateConfig, delay: "0s" },
    taskSpec: {
      ...taskSpec,
      containerSpec: {
        ...taskSpec.containerSpec,
        healthcheck: { ...taskSpec.containerSpec.healthcheck, interval: "1s" },
      },
    },
  });
  const transform = { centrifugo: quick, redis: quick, traefik: quick, "socket-proxy": quick };`.replace(
  "const quick: Transform",
  'const quick: import("./stacks/defined-args.ts").Transform',
);
