import type { EngineFacts, SwarmFacts } from "./engine-facts.ts";

/** The next thing to do so that an engine answers and is a Swarm manager. */
export type EngineAction =
  | { readonly kind: "use" }
  /** Install the engine from the distribution's packages, then start it. */
  | { readonly kind: "install" }
  | { readonly kind: "start" }
  /** `docker swarm init` on this machine's engine. */
  | { readonly kind: "init" }
  | { readonly kind: "refuse"; readonly message: string; readonly fix: string };

/** Decides from facts alone. Nothing is ever installed, started or initialised on a machine that was named. */
export function decideEngine(facts: EngineFacts): EngineAction {
  if (facts.engine === "answers") return decideSwarm(facts, facts.swarm);
  if (facts.engine === "denied") {
    return refuse(
      `This user may not use the container engine at ${facts.target.host}.`,
      "add the user to the group `docker` and log in again, or run as root.",
    );
  }
  if (facts.target.chosenBy !== "default") return refuseNamedEngine(facts);
  if (!facts.root) return refuseWithoutRoot(facts);
  if (facts.installed && facts.client === "present") return { kind: "start" };
  if (facts.debian) return { kind: "install" };
  return refuse("No container engine answers on this machine.", installByHand);
}

const installByHand =
  "install Docker Engine (https://docs.docker.com/engine/install/), start it, and run this again.";

function decideSwarm(facts: EngineFacts, swarm: SwarmFacts | undefined): EngineAction {
  const where = facts.target.host;
  switch (swarm?.state) {
    case "active":
      if (swarm.manager) return { kind: "use" };
      return refuse(
        `The engine at ${where} is a worker of its Swarm, and only a manager can deploy.`,
        "point DOCKER_HOST or the Docker context to a manager, or promote this node there: docker node promote NODE.",
      );
    case "locked":
      return refuse(`The Swarm at ${where} is locked.`, "unlock it with: docker swarm unlock");
    case "pending":
      return refuse(
        `The engine at ${where} is joining a Swarm and has not been accepted yet.`,
        "wait until `docker info` shows Swarm: active, or end the attempt with: docker swarm leave",
      );
    case "inactive":
      if (facts.target.local) return { kind: "init" };
      return refuse(
        `The engine at ${where} is not part of a Swarm, and a remote machine is not changed from here.`,
        "make it a manager yourself, with the address that its other nodes reach: docker swarm init --advertise-addr ADDRESS",
      );
    default:
      return refuse(
        `The Swarm at ${where} is in an error state${swarm?.error ? `: ${swarm.error}` : ""}.`,
        "look at the engine's log (journalctl -u docker).",
      );
  }
}

function refuseNamedEngine(facts: EngineFacts): EngineAction {
  const { host, chosenBy } = facts.target;
  if (facts.client === "missing") {
    return refuse("The docker client is not installed.", "install it (Debian: docker-cli or docker.io).");
  }
  const origin = chosenBy === "DOCKER_HOST" ? "DOCKER_HOST" : "the current Docker context";
  return refuse(
    `No container engine answers at ${host} (from ${origin}).`,
    chosenBy === "DOCKER_HOST"
      ? "start that engine, or unset DOCKER_HOST to use this machine's own."
      : "start that engine, or go back to this machine's own: docker context use default",
  );
}

function refuseWithoutRoot(facts: EngineFacts): EngineAction {
  if (facts.installed) {
    return refuse(
      "The container engine is installed but not running.",
      "start it: sudo systemctl start docker",
    );
  }
  return refuse(
    "No container engine answers on this machine.",
    facts.debian ? "install one: sudo apt-get install docker.io (or run this as root)." : installByHand,
  );
}

function refuse(message: string, fix: string): EngineAction {
  return { kind: "refuse", message, fix };
}
