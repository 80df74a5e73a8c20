import { z } from "zod/mini";
import { parseJson } from "../../../model/parse-json.ts";
import { type Check, type CheckOutcome, fail, pass } from "../../check.ts";
import { type DoctorContext, swarmOf } from "../../doctor-context.ts";
import type { ApiAnswer } from "../../inside/api-answers.ts";
import { errorOf } from "./body.ts";
import { refusedInfo } from "./refused.ts";
import { readApiSettings } from "./settings.ts";

const infoBody = z.object({
  result: z.object({ nodes: z.array(z.object({ uid: z.string(), version: z.string() })) }),
});

/** Asks every node who the others are. */
export const apiNodes: Check<DoctorContext> = {
  id: "api-nodes",
  layer: "api",
  title: "the API answers on every node, and all nodes are joined",
  why: "A node that is not joined gets none of the messages that are published elsewhere.",
  parts: ["swarm", "apiInside"],
  needs: ["services-exist"],
  async run(context) {
    const swarm = swarmOf(context);
    const [{ addresses, answers }, running] = await Promise.all([
      swarm.facts.inside.nodes(),
      swarm.facts.running(),
    ]);
    const name = `tasks.${swarm.services.centrifugo}`;
    if (addresses.length === 0 || addresses.length !== running.length)
      return fail({
        expected: `${running.length} addresses for ${name} on the network ${swarm.network}`,
        seen: String(addresses.length),
        cause: `Centrifugo's tasks are not all on the network ${swarm.network}, where a backend reaches the API.`,
        fix: `Put every task of ${swarm.services.centrifugo} on that network, and deploy.`,
      });
    const infos = answers.filter(({ header }) => header === "X-API-Key");
    const refused = infos.find((answer) => !isInfo(answer));
    if (refused === undefined) return joined(infos, running.length);
    return refusedInfo(refused, swarm, await readApiSettings(swarm.facts, swarm.services.centrifugo));
  },
};

function isInfo({ status, body }: ApiAnswer): boolean {
  return status === 200 && errorOf(body) === undefined && infoBody.safeParse(parseJson(body)).success;
}

function joined(infos: readonly ApiAnswer[], replicas: number): CheckOutcome {
  const views = infos.map(({ body }) => infoBody.parse(parseJson(body)).result.nodes);
  const uids = new Set(views.flat().map(({ uid }) => uid));
  if (uids.size !== replicas || views.some((nodes) => nodes.length !== replicas))
    return fail({
      expected: `each node sees ${replicas} nodes`,
      seen: `they see ${views.map((nodes) => nodes.length).join(", ")}`,
      cause: "The nodes are not joined: not all of them use the same Redis with the same prefix.",
      fix: "Give all nodes engine redis with one address and one prefix, and deploy; a node that just left is forgotten within seconds.",
      page: "docs/rules/share-engine-between-replicas.md",
    });
  const versions = [...new Set(views.flat().map(({ version }) => version))];
  if (versions.length === 1) return pass(`${replicas} nodes of version ${versions[0]}`);
  return fail({
    expected: "one version",
    seen: versions.join(" and "),
    cause: "The nodes run different versions: an update is not through.",
    fix: "Wait for the rolling update, or finish it: docker service ps; docker service update",
  });
}
