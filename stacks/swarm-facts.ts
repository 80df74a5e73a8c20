import { UserError } from "../config/user-error.ts";
import { ownerLabel } from "../model/labels.ts";
import { type EngineChoice, engineFlags, refuseCurrentContext } from "./engine-flags.ts";
import { ownerOf, type StackIdentity } from "./names.ts";
import type { SwarmFacts } from "./swarm-guard.ts";

type ObjectKind = SwarmFacts["foreign"][number]["kind"];

/**
 * Asks Docker for what `guardSwarm` needs, in calls of the client side by side, from the engine that the
 * provider deploys to.
 *
 * @throws UserError when no engine answers, or it is no manager of a Swarm.
 */
export async function readSwarmFacts(identity: StackIdentity, choice: EngineChoice): Promise<SwarmFacts> {
  const { execa } = await import("execa");
  const flags = engineFlags(choice);
  const docker = (...args: string[]) =>
    execa("docker", [...flags, ...args], { reject: false, timeout: 20_000 });
  const names = (kind: ObjectKind, ...filters: string[]) =>
    docker(kind, "ls", "--format", "{{.Name}}", ...filters.flatMap((filter) => ["--filter", filter]));
  // Not filtered by name: for the networks of a Swarm, engine 20.10 then lists whole names only.
  const owned = `label=${ownerLabel}=${ownerOf(identity)}`;
  const [info, services, ownServices, networks, ownNetworks, volumes, ownVolumes, overlays] =
    await Promise.all([
      docker("info", "--format", '{"swarm":{{json .Swarm}},"context":{{json .ClientInfo.Context}}}'),
      names("service"),
      names("service", owned),
      names("network"),
      names("network", owned),
      names("volume"),
      names("volume", owned),
      docker("network", "ls", "--no-trunc", "--format", "{{.Name}}\t{{.ID}}", "--filter", "driver=overlay"),
    ]);
  const { swarm, context } = parseInfo(info);
  refuseCurrentContext(choice, context);
  requireManager(swarm, info.stderr);
  return {
    clusterId: swarm.Cluster.ID,
    nodes: swarm.Nodes,
    overlays: new Map(
      overlays.stdout.split("\n").map((line): [string, string] => {
        const [name = "", id = ""] = line.split("\t");
        return [name, id];
      }),
    ),
    foreign: [
      ...withoutOwn("service", services.stdout, ownServices.stdout),
      ...withoutOwn("network", networks.stdout, ownNetworks.stdout),
      // Of the node that answers; others cannot be asked.
      ...withoutOwn("volume", volumes.stdout, ownVolumes.stdout),
    ],
  };
}

interface Info {
  readonly swarm: SwarmInfo;
  /** The context that the client used. */
  readonly context: string;
}

interface SwarmInfo {
  readonly LocalNodeState: string;
  readonly ControlAvailable: boolean;
  readonly Nodes: number;
  readonly Cluster: { readonly ID: string };
}

const silent: Info = {
  swarm: { LocalNodeState: "", ControlAvailable: false, Nodes: 0, Cluster: { ID: "" } },
  context: "",
};

function parseInfo(info: { stdout: string; code?: string | undefined }): Info {
  if (info.code === "ENOENT") {
    throw new UserError("The `docker` command was not found.", {
      fix: "Install Docker's command line client, or run `make up`, which does where it can.",
    });
  }
  return info.stdout.startsWith("{") ? JSON.parse(info.stdout) : silent;
}

function requireManager(swarm: SwarmInfo, stderr: string): void {
  // The client prints an empty state, and may end with 0, when no engine answers.
  if (swarm.LocalNodeState === "") {
    const detail = stderr.trim().split("\n").at(-1) || "no answer";
    throw new UserError(`Docker cannot be reached: ${detail}`, {
      fix: "Start the engine, or set DOCKER_HOST or DOCKER_CONTEXT to a manager of your Swarm.",
    });
  }
  if (!swarm.ControlAvailable) {
    throw new UserError(`Docker answers, but it is no manager of a Swarm (state: ${swarm.LocalNodeState}).`, {
      fix: "Run `docker swarm init` on a new machine, or point DOCKER_HOST at a manager of your Swarm.",
    });
  }
}

function withoutOwn(kind: ObjectKind, all: string, own: string): { kind: ObjectKind; name: string }[] {
  const ours = new Set(own.split("\n"));
  return all
    .split("\n")
    .filter((name) => name !== "" && !ours.has(name))
    .map((name) => ({ kind, name }));
}
