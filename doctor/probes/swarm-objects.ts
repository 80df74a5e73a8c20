import { UserError } from "../../config/user-error.ts";
import {
  fromSwarm,
  objectsOfStack,
  type SwarmObjects,
  stackOf,
  unlistedNetworks,
} from "../../model/from-swarm.ts";
import type { StackModel } from "../../model/model.ts";
import { dockerRefusal } from "./docker-refusal.ts";

/** How long one call of the docker client may take, in milliseconds. */
const callTimeoutMs = 20_000;

/** What is read from the Swarm that the user's docker client talks to. */
export interface LiveStackOptions {
  /** Only the services of this stack; by default all of them, since routers of any service reach Traefik. */
  readonly stack?: string | undefined;
  /** How long one call of the docker client may take, in milliseconds. Default: 20 s. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Reads the stack model of what runs on the Swarm.
 *
 * @throws UserError with exit code 2 when no Swarm answers or it has no such stack.
 */
export async function readLiveStack({ stack, timeoutMs }: LiveStackOptions = {}): Promise<StackModel> {
  const objects = await readSwarmObjects(timeoutMs);
  if (stack === undefined) return fromSwarm(objects);
  const ofStack = objectsOfStack(objects, stack);
  if (ofStack.services.length > 0) return fromSwarm(ofStack);
  const stacks = [...new Set(objects.services.flatMap((service) => stackOf(service) ?? []))].sort();
  const others =
    stacks.length === 0 ? "No service there is of any stack." : `There are: ${stacks.join(", ")}.`;
  throw new UserError(`The Swarm has no service of the stack \`${stack}\`. ${others}`, {
    fix: "Name one of these, or point DOCKER_CONTEXT at the Swarm that the stack runs on.",
    exitCode: 2,
  });
}

/**
 * Asks for everything in two rounds of four calls side by side: the client needs the ids first.
 *
 * @throws UserError with exit code 2 when no manager of a Swarm answers.
 */
export async function readSwarmObjects(timeoutMs = callTimeoutMs): Promise<SwarmObjects> {
  const { execa } = await import("execa");
  const stop = new AbortController();
  const docker = async (...args: string[]): Promise<string> => {
    const result = await execa("docker", args, {
      reject: false,
      stdin: "ignore",
      timeout: timeoutMs,
      forceKillAfterDelay: 500,
      cancelSignal: stop.signal,
    });
    // Something that was removed since the first round is named on standard error; the rest is printed.
    const isGone = args[1] === "inspect" && /no such|not found/i.test(result.stderr);
    if (result.failed && !isGone) throw dockerRefusal(args, result, timeoutMs);
    return result.stdout;
  };
  const inspect = async (kind: string, ids: readonly string[]) =>
    parseList(await docker(kind, "inspect", ...ids), kind);
  const read = async (kind: string, ...filter: string[]): Promise<readonly unknown[]> => {
    const ids = (await docker(kind, "ls", "--quiet", ...filter)).split("\n").filter((id) => id !== "");
    return ids.length === 0 ? [] : inspect(kind, ids);
  };
  try {
    const [services, networks, configs, secrets] = await Promise.all([
      read("service"),
      read("network", "--filter", "scope=swarm"),
      read("config"),
      read("secret"),
    ]);
    // Such as `host`, which the list leaves out.
    const unlisted = unlistedNetworks(services, networks);
    const more = unlisted.length === 0 ? [] : await inspect("network", unlisted);
    return { services, networks: [...networks, ...more], configs, secrets };
  } finally {
    // The first refusal stands for all.
    stop.abort();
  }
}

function parseList(json: string, kind: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(json);
    if (Array.isArray(parsed)) return parsed;
  } catch {
    // Said below; a parser's own message would quote the text.
  }
  throw new UserError(`\`docker ${kind} inspect\` printed no list in JSON.`, {
    fix: "See which `docker` is the first in PATH: it may be another program.",
    exitCode: 2,
  });
}
