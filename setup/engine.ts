import { UserError } from "../config/user-error.ts";
import { confirm, isInteractive, type Report } from "./console.ts";
import { decideEngine, type EngineAction } from "./engine-decision.ts";
import { type EngineFacts, readEngineFacts } from "./engine-facts.ts";
import { initSwarm, installEngine, startEngine } from "./engine-install.ts";

type Change = Extract<EngineAction, { kind: "install" | "start" | "init" }>["kind"];

const questions: Record<Change, string> = {
  install:
    "No container engine answers. Install docker.io with apt, start it, and make this machine a Swarm of one?",
  start: "The container engine is not running. Start it, and make it a Swarm of one if it is in none?",
  init: "This engine is in no Swarm. Make it a Swarm of one (docker swarm init)?",
};

/**
 * Sees to it that an engine answers and is a Swarm manager; returns what is known of it. What changes the
 * machine is asked once on a terminal; without one, or with YES=1, it is said and done.
 */
export async function ensureEngine(
  report: Report,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<EngineFacts> {
  let agreed = environment["YES"] === "1" || !isInteractive();
  // Install, start and init at most: each step is followed by a fresh look.
  for (let step = 0; step < 4; step += 1) {
    const facts = await readEngineFacts(environment);
    const action = decideEngine(facts);
    if (action.kind === "use") return facts;
    if (action.kind === "refuse") throw new UserError(action.message, { fix: action.fix });
    agreed ||= await confirm(questions[action.kind]);
    if (!agreed)
      throw new UserError("Nothing was changed.", { fix: "start an engine in Swarm mode yourself." });
    await change(action.kind, report, environment);
  }
  throw new UserError("The container engine answers, but did not become a Swarm manager.", {
    fix: "see `docker info` and run `docker swarm init`.",
  });
}

/** The engine as it is: for what must not change the machine. */
export async function requireEngine(environment: NodeJS.ProcessEnv = process.env): Promise<EngineFacts> {
  const facts = await readEngineFacts(environment);
  const action = decideEngine(facts);
  if (action.kind === "use") return facts;
  if (action.kind === "refuse") throw new UserError(action.message, { fix: action.fix });
  throw new UserError(
    facts.engine === "answers"
      ? "This engine is in no Swarm."
      : "No container engine answers on this machine.",
    { fix: "run `make up`, which sees to it." },
  );
}

async function change(kind: Change, report: Report, environment: NodeJS.ProcessEnv): Promise<void> {
  if (kind === "init") return initSwarm(report, environment);
  if (kind === "install") await installEngine(report);
  await startEngine(report);
}
