import { type Check, type CheckOutcome, fail, pass, skip } from "../../check.ts";
import { type DoctorContext, swarmOf } from "../../doctor-context.ts";
import type { ServerAnswers } from "../../inside/redis-answers.ts";
import { judgeEach, redisOf } from "./answers.ts";

/** Looks for the channels on which Centrifugo's nodes talk to each other. */
export const centrifugoListens: Check<DoctorContext> = {
  id: "redis-pubsub",
  layer: "redis",
  title: "Centrifugo's nodes listen on this Redis",
  why: "Nodes that listen elsewhere, or nowhere, get none of the messages of the others.",
  parts: ["swarm", "redis"],
  needs: ["redis-ping"],
  async run(context) {
    const { cluster, sentinel, prefix } = redisOf(context);
    if (cluster === true) return skip("each node of a cluster tells of its own listeners only");
    const { facts, services } = swarmOf(context);
    const running = (await facts.running()).length;
    const about = { prefix, running, service: services.centrifugo, sentinel: sentinel !== undefined };
    return judgeEach(context, (answers) => judge(answers, about));
  },
};

interface About {
  readonly prefix: string;
  /** Centrifugo's tasks. */
  readonly running: number;
  readonly service: string;
  readonly sentinel: boolean;
}

function judge(
  { channels, place }: ServerAnswers,
  { prefix, running, service, sentinel }: About,
): CheckOutcome {
  const nodes = channels.filter((channel) => /^node\.[0-9a-f-]+$/.test(channel));
  const seen = `${nodes.length} nodes under the prefix ${prefix}`;
  if (nodes.length >= running) return pass(seen);
  const expected = `${running} nodes, one for each task`;
  if (sentinel)
    return fail({
      expected,
      seen: `${seen} at ${place}`,
      cause: `${running - nodes.length} of ${running} nodes did not come to the master that the Sentinels name, as after a failover that they missed: their clients get no message.`,
      fix: `Restart them one after the other: docker service update --force ${service}`,
      page: "docs/external-redis.md",
    });
  return fail({
    expected,
    seen,
    cause:
      nodes.length === 0
        ? "No Centrifugo listens on this Redis under this prefix: they use the memory engine, or another Redis."
        : `Only ${nodes.length} of ${running} nodes use this Redis.`,
    fix: `Set engine.type redis, the same address and the same prefix for all; see "initializing engine" in docker service logs ${service}`,
    page: "docs/rules/share-engine-between-replicas.md",
  });
}
