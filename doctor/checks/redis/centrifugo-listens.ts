import { type Check, fail, pass } from "../../check.ts";
import { type DoctorContext, swarmOf } from "../../doctor-context.ts";
import { redisAnswers } from "./answers.ts";

/** Looks for the channels on which Centrifugo's nodes talk to each other. */
export const centrifugoListens: Check<DoctorContext> = {
  id: "redis-pubsub",
  layer: "redis",
  title: "Centrifugo's nodes listen on this Redis",
  why: "Nodes that listen elsewhere, or nowhere, get none of the messages of the others.",
  parts: ["swarm", "redis"],
  needs: ["redis-ping"],
  async run(context) {
    const { redis, services } = swarmOf(context);
    const { channels } = await redisAnswers(context);
    const nodes = channels.filter((channel) => /^node\.[0-9a-f-]+$/.test(channel));
    const running = (await swarmOf(context).facts.running()).length;
    const seen = `${nodes.length} nodes under the prefix ${redis?.prefix}`;
    if (nodes.length >= running) return pass(seen);
    return fail({
      expected: `${running} nodes, one for each task`,
      seen,
      cause:
        nodes.length === 0
          ? "No Centrifugo listens on this Redis under this prefix: they use the memory engine, or another Redis."
          : `Only ${nodes.length} of ${running} nodes use this Redis.`,
      fix: `Set engine.type redis, the same address and the same prefix for all; see "initializing engine" in docker service logs ${services.centrifugo}`,
      page: "docs/rules/share-engine-between-replicas.md",
    });
  },
};
