import { UserError } from "../config/user-error.ts";
import { ownerLabel, ownerOf, type StackIdentity } from "./names.ts";
import type { SwarmFacts } from "./swarm-guard.ts";

type ObjectKind = "service" | "network";

/**
 * Asks Docker for what `guardSwarm` needs, in calls of the client side by side, from the engine that the
 * environment and the contexts name.
 *
 * @throws UserError when no engine answers, or it is no manager of a Swarm.
 */
export async function readSwarmFacts(identity: StackIdentity): Promise<SwarmFacts> {
  const { execa } = await import("execa");
  const docker = (...args: string[]) => execa("docker", args, { reject: false, timeout: 20_000 });
  const names = (kind: ObjectKind, ...filters: string[]) =>
    docker(kind, "ls", "--format", "{{.Name}}", ...filters.flatMap((filter) => ["--filter", filter]));
  const prefix = `name=${identity.stack}_`;
  const owned = `label=${ownerLabel}=${ownerOf(identity)}`;
  const [info, services, ownServices, networks, ownNetworks] = await Promise.all([
    docker("info", "--format", "{{json .Swarm}}"),
    names("service", prefix),
    names("service", prefix, owned),
    names("network", prefix),
    names("network", prefix, owned),
  ]);
  const swarm = parseSwarm(info);
  return {
    clusterId: swarm.Cluster.ID,
    nodes: swarm.Nodes,
    foreign: [
      ...withoutOwn("service", services.stdout, ownServices.stdout),
      ...withoutOwn("network", networks.stdout, ownNetworks.stdout),
    ],
  };
}

interface SwarmInfo {
  readonly Nodes: number;
  readonly Cluster: { readonly ID: string };
}

function parseSwarm(info: {
  stdout: string;
  stderr: string;
  failed: boolean;
  code?: string | undefined;
}): SwarmInfo {
  if (info.code === "ENOENT") {
    throw new UserError("The `docker` command was not found.", {
      fix: "Install Docker's command line client, or run `make up`, which does where it can.",
    });
  }
  const swarm = info.stdout.startsWith("{") ? JSON.parse(info.stdout) : undefined;
  // The client exits 0 and prints an empty state when no engine answers.
  if (swarm === undefined || swarm.LocalNodeState === "") {
    const detail = info.stderr.trim().split("\n").at(-1) || "no answer";
    throw new UserError(`Docker cannot be reached: ${detail}`, {
      fix: "Start the engine, or set DOCKER_HOST (or `docker context use`) to a manager of your Swarm.",
    });
  }
  if (swarm.ControlAvailable !== true) {
    throw new UserError(`Docker answers, but it is no manager of a Swarm (state: ${swarm.LocalNodeState}).`, {
      fix: "Run `docker swarm init` on a new machine, or point DOCKER_HOST at a manager of your Swarm.",
    });
  }
  return swarm;
}

function withoutOwn(kind: ObjectKind, all: string, own: string): { kind: ObjectKind; name: string }[] {
  const ours = new Set(own.split("\n"));
  return all
    .split("\n")
    .filter((name) => name !== "" && !ours.has(name))
    .map((name) => ({ kind, name }));
}
