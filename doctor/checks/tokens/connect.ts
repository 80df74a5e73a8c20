import { type Check, type CheckOutcome, fail, pass } from "../../check.ts";
import { type DoctorContext, edgeOf, swarmOf } from "../../doctor-context.ts";
import { connectClient } from "../../probes/client.ts";
import { tasksOfClients } from "../../probes/placement.ts";
import { explainedRefusal } from "./explain-refusal.ts";

/** Rounds of new connections until every task serves one; each round opens two per task. */
const maxRounds = 3;
/** Clients where the tasks cannot be told apart. */
const blindClients = 4;

/** Connects official clients, on a Swarm until every task serves one. */
export const tokenConnect: Check<DoctorContext> = {
  id: "token-connect",
  layer: "tokens",
  title: "a client connects with a token, on every node",
  why: "Whoever has a right token has to get in on whatever node Traefik chooses.",
  parts: ["edge", "tokens"],
  needs: ["edge-upgrade"],
  run: explainedRefusal(async (context) => {
    if (context.target.swarm !== undefined) return reachEveryTask(context);
    await openClients(context, blindClients);
    return pass(`${context.clients.length} clients`);
  }),
};

async function reachEveryTask(context: DoctorContext): Promise<CheckOutcome> {
  const tasks = (await swarmOf(context).facts.running()).map(({ id }) => id);
  for (let round = 0; round < maxRounds; round += 1) {
    await openClients(context, Math.max(tasks.length, 1) * 2);
    for (const [id, task] of await tasksOfClients(tasks, context.clients)) context.taskOf.set(id, task);
    const idle = idleTasks(context, tasks);
    if (idle.length === 0) return pass(`${context.clients.length} clients on ${tasks.length} nodes`);
    // Whoever logs in silence, or where Docker does not read it, does so in the next round too.
    if (context.taskOf.size === 0)
      return pass(`${context.clients.length} clients; the log does not say on which nodes`);
  }
  return missing(context, tasks);
}

async function openClients(context: DoctorContext, count: number): Promise<void> {
  const { target, tenants, clients, sign } = context;
  const token = await (target.tokens?.issued?.() ?? sign(tenants.user));
  const open = async () => clients.push(await connectClient(edgeOf(context), token));
  // One by itself: of several at once even a limit of one connection lets some in.
  const alone = clients.length === 0 ? 1 : 0;
  if (alone === 1) await open();
  const attempts = Array.from({ length: count - alone }, open);
  // Every attempt is waited for, so that one refusal leaves no client behind that nobody closes.
  const refused = (await Promise.allSettled(attempts)).find((attempt) => attempt.status === "rejected");
  if (refused !== undefined) throw refused.reason;
}

function idleTasks({ taskOf }: DoctorContext, tasks: readonly string[]): string[] {
  const busy = new Set(taskOf.values());
  return tasks.filter((task) => !busy.has(task));
}

function missing(context: DoctorContext, tasks: readonly string[]): CheckOutcome {
  const { clients } = context;
  const { services } = swarmOf(context);
  const idle = idleTasks(context, tasks).join(", ");
  return fail({
    expected: "a client on every task",
    seen: `of ${clients.length} clients none reached task ${idle}`,
    cause: `Traefik sends no client to the task ${idle}.`,
    fix: `See whether Traefik lists it: docker service logs ${services.traefik ?? "<traefik>"}`,
  });
}
