import { z } from "zod";
import { type Check, type CheckOutcome, fail, pass } from "../check.ts";
import { type ApiAnswer, type ApiCall, askEveryTask } from "../private-api.ts";
import type { ProofContext } from "../proof-context.ts";

const infoBody = z.object({
  result: z.object({ nodes: z.array(z.object({ uid: z.string(), version: z.string() })) }),
});

/** Runs the proof's one private job: `info` for this check, the publications for the next one. */
export const apiNodes: Check<ProofContext> = {
  id: "api-nodes",
  category: "api",
  title: "the API answers on every node, and all nodes are joined",
  needs: ["centrifugo-tasks"],
  async run(context) {
    const { target, service } = context;
    const api = await askEveryTask(target, service, publications(context));
    context.api = api;
    const name = `tasks.${target.services.centrifugo}`;
    if (api.addresses.length !== target.replicas) {
      return fail(
        `${name} has ${api.addresses.length} addresses on ${target.networks.backend}, expected ${target.replicas}`,
        `Put every task of ${service.name} on the network ${target.networks.backend}.`,
      );
    }
    const infos = api.answers.filter(({ path }) => path === "/api/info");
    return (
      infos.map((info) => judgeAnswer(info, context)).find((bad) => bad !== undefined) ??
      joined(infos, target.replicas)
    );
  },
};

/** Each own channel gets a message from each node; the history that this leaves is removed again. */
function publications({ channels, probe }: ProofContext): ApiCall[] {
  const publish = channels.map(({ own }) => ({
    path: "/api/publish",
    body: JSON.stringify({ channel: own, data: { probe, from: "@ADDRESS@" } }),
  }));
  const forget = channels.map(({ own }) => ({
    path: "/api/history_remove",
    body: JSON.stringify({ channel: own }),
  }));
  return [...publish, ...forget];
}

function judgeAnswer(
  { status, body, address }: ApiAnswer,
  { target }: ProofContext,
): CheckOutcome | undefined {
  if (status === 200 && infoBody.safeParse(parseJson(body)).success) return undefined;
  const port = target.apiPort ?? 9000;
  if (status === 0) {
    return fail(
      `no answer at ${address}:${port}`,
      `Set Centrifugo's internal port to ${port} and serve the API there.`,
    );
  }
  if (status === 401) {
    return fail(
      `401 at ${address}: Centrifugo has another API key than the secret ${target.secrets.apiKey}`,
      "Deploy again, so that both get the value of apiKey.",
    );
  }
  return fail(`${status} at ${address}: ${body.slice(0, 120)}`, "Look at what answers on this port.");
}

function joined(infos: readonly ApiAnswer[], replicas: number): CheckOutcome {
  const views = infos.map(({ body }) => infoBody.parse(parseJson(body)).result.nodes);
  const uids = new Set(views.flat().map(({ uid }) => uid));
  if (uids.size !== replicas || views.some((nodes) => nodes.length !== replicas)) {
    const counts = views.map((nodes) => nodes.length).join(", ");
    return fail(
      `the nodes see ${counts} of ${replicas} nodes`,
      "All nodes need engine redis with the same address and prefix; a node that just left is forgotten within seconds.",
    );
  }
  const versions = [...new Set(views.flat().map(({ version }) => version))];
  if (versions.length === 1) return pass(`${replicas} nodes of version ${versions[0]}`);
  return fail(
    `the nodes run versions ${versions.join(" and ")}`,
    "Wait for the rolling update, or finish it.",
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
