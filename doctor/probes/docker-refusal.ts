import { UserError } from "../../config/user-error.ts";

/** Nobody answers who could say anything of a Swarm. */
export class DockerUnreachable extends UserError {}

/** How a call of the docker client ended. */
export interface FailedCall {
  readonly code?: string | undefined;
  readonly timedOut: boolean;
  readonly stderr: string;
}

/** What people may find in the way of a Swarm, by the words that the docker client or the engine has for it. */
const refusals: readonly (readonly [words: RegExp, message: string, fix: string])[] = [
  [
    /permission denied.*(daemon|docker\.sock)/is,
    "You may not use the Docker engine.",
    "Join the group of its socket (`sudo usermod -aG docker $USER`, then log in again), or run this as a user who may.",
  ],
  [
    /unable to resolve docker endpoint|context .* not found/i,
    "The Docker context that is chosen does not exist.",
    "Choose one that `docker context ls` shows: unset DOCKER_CONTEXT, or `docker context use NAME`.",
  ],
  [
    /cannot connect|error during connect|is the docker daemon running|failed to connect/i,
    "The Docker engine cannot be reached.",
    "Start it, or set DOCKER_HOST or DOCKER_CONTEXT to a manager of the Swarm; `docker info` shows which one is asked and why it is silent.",
  ],
  [
    /docker swarm init/i,
    "Docker answers, but it is part of no Swarm.",
    "Set DOCKER_HOST or DOCKER_CONTEXT to a manager of the Swarm; `docker context ls` shows what there is.",
  ],
  [
    /not a swarm manager|promote the current node/i,
    "Docker answers, but this node is no manager of its Swarm.",
    "Set DOCKER_HOST or DOCKER_CONTEXT to a manager (`docker node ls` there shows which ones there are).",
  ],
  [
    /swarm unlock|needs to be unlocked/i,
    "The Swarm is locked since this manager started again.",
    "Unlock it on this node: `docker swarm unlock`.",
  ],
  [
    /does not have a leader|too few managers/i,
    "The Swarm has no leader: more than half of its managers have to be reachable.",
    "Start the other managers, or look at https://docs.docker.com/engine/swarm/admin_guide/#recover-from-losing-the-quorum.",
  ],
];

/** The error for a call of the docker client that failed: what, why, and how to mend it. Exit code 2. */
export function dockerRefusal(args: readonly string[], failed: FailedCall, timeoutMs: number): UserError {
  const refuse = (message: string, fix: string) => new DockerUnreachable(message, { fix, exitCode: 2 });
  const call = `docker ${args.slice(0, 2).join(" ")}`;
  if (failed.code === "ENOENT") {
    return refuse(
      "The `docker` command was not found.",
      "Install Docker's command line client, or add its folder to PATH.",
    );
  }
  if (failed.timedOut) {
    return refuse(
      `The Docker engine gave no answer within ${timeoutMs / 1000} s (\`${call}\`).`,
      "See whether the engine is alive with `docker info`, and whether DOCKER_HOST or the Docker context leads to the right one.",
    );
  }
  const known = refusals.find(([words]) => words.test(failed.stderr));
  if (known !== undefined) return refuse(known[1], known[2]);
  const reason = lastLine(failed.stderr);
  const fix = "Mend what the message names, then run this again.";
  return new UserError(`\`${call}\` failed: ${reason}`, { fix, exitCode: 2 });
}

/** The last line that the client printed, without user and password of an address in it. */
function lastLine(stderr: string): string {
  const line = stderr.trim().split("\n").at(-1) ?? "";
  return line === "" ? "it gave no reason." : line.replaceAll(/:\/\/[^\s/@]*@/g, "://…@").slice(0, 300);
}
