import { type Check, type CheckOutcome, fail, pass } from "../check.ts";
import { connectClient, RefusedError } from "../probes/client.ts";
import { tasksOfClients } from "../probes/placement.ts";
import { connectionToken } from "../probes/tokens.ts";
import type { ProofContext } from "../proof-context.ts";

/** Rounds of new connections until every task serves one; each round opens two per task. */
const maxRounds = 3;

/** Connects official clients until every task serves one. */
export const tokenConnect: Check<ProofContext> = {
  id: "token-connect",
  category: "clients",
  title: "connect with a token, on every node",
  needs: ["edge-upgrade", "centrifugo-tasks"],
  async run(context) {
    const { clients, service } = context;
    try {
      for (let round = 0; round < maxRounds; round += 1) {
        await openClients(context, service.tasks.length * 2);
        if (idleTasks(context).length === 0) {
          return pass(`${clients.length} clients on ${service.tasks.length} nodes`);
        }
      }
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      return fail(`connect was refused: ${error.message}`, fixOf(error.code));
    }
    return missing(context);
  },
};

async function openClients(context: ProofContext, count: number): Promise<void> {
  const { target, tenants, service, clients, taskOf } = context;
  const token = await connectionToken(target.tokenSecret, tenants.user);
  const attempts = Array.from({ length: count }, async () =>
    clients.push(await connectClient(target, token)),
  );
  // Every attempt is waited for, so that one refusal leaves no client behind that nobody closes.
  const refused = (await Promise.allSettled(attempts)).find((attempt) => attempt.status === "rejected");
  if (refused !== undefined) throw refused.reason;
  for (const [id, task] of await tasksOfClients(service.tasks, clients)) taskOf.set(id, task);
}

function idleTasks({ service, taskOf }: ProofContext): string[] {
  const busy = new Set(taskOf.values());
  return service.tasks.filter((task) => !busy.has(task));
}

function missing(context: ProofContext): CheckOutcome {
  const { clients, service, target, taskOf } = context;
  if (taskOf.size === 0) {
    return fail(
      `${clients.length} clients are connected, but Centrifugo's log does not say on which node`,
      `Set Centrifugo's log level to info: docker service logs ${service.name}`,
    );
  }
  const idle = idleTasks(context).join(", ");
  return fail(
    `of ${clients.length} clients none reached task ${idle}`,
    `See whether Traefik lists this task: docker service logs ${target.services.traefik ?? "<traefik>"}`,
  );
}

function fixOf(code: number): string {
  const fixes: Record<number, string> = {
    2: "The connection was lost before Centrifugo answered; run this again and watch its log.",
    109: "The token is expired for Centrifugo: compare the clocks of this machine and of the nodes.",
    3500: "Centrifugo verifies with another secret: deploy again, so that both get the value of tokenSecret.",
    3501: "Centrifugo saw no token: look for a proxy that changes websocket frames.",
    3504: "Centrifugo's connection limit is reached: raise it or add replicas.",
  };
  return fixes[code] ?? "Look the code up in Centrifugo's list of client protocol codes.";
}
