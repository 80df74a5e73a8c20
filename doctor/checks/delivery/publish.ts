import { type DoctorContext, swarmOf } from "../../doctor-context.ts";
import { type ApiAnswer, type ApiRound, sentKey } from "../../inside/api-answers.ts";
import { callEveryTask } from "../../inside/ask-api.ts";
import { callApi } from "../../probes/call-api.ts";

/** How often each node publishes to each channel: enough to tell how long a message takes. */
export const rounds = 5;

/** Publishes to each own channel: on every node where a job can, else at the API's address. */
export async function publishFromEveryNode(context: DoctorContext): Promise<ApiRound> {
  const { target, channels, probe } = context;
  if (target.swarm?.apiKey === undefined && target.api !== undefined)
    return publishAt(context, target.api.url);
  const swarm = swarmOf(context);
  const calls = channels.map(({ own }) => ({
    path: "/api/publish",
    body: JSON.stringify({
      channel: own,
      data: { probe, from: "@ADDRESS@", round: "@ROUND@", fill: "@FILL@" },
    }),
  }));
  return callEveryTask(swarm, await swarm.facts.centrifugo(), calls, rounds);
}

async function publishAt({ target, channels, probe }: DoctorContext, address: string): Promise<ApiRound> {
  const { api } = target;
  const answers: ApiAnswer[] = [];
  const sent = new Map<string, number>();
  if (api === undefined) return { addresses: [], answers, sent, hasIpVs: false };
  const path = "/api/publish";
  for (let round = 1; round <= rounds; round += 1) {
    for (const { own } of channels) {
      sent.set(sentKey(path, address, round), Date.now());
      const answer = await callApi(api, "publish", { channel: own, data: { probe, from: address, round } });
      answers.push({ path, address, header: "X-API-Key", ...answer });
    }
  }
  return { addresses: [address], answers, sent, hasIpVs: false };
}
