import { type Check, type CheckOutcome, fail, pass, skip } from "../../check.ts";
import { type DoctorContext, swarmOf } from "../../doctor-context.ts";
import type { ServerAnswers } from "../../inside/redis-answers.ts";
import { judgeEach, redisAnswers, redisOf } from "./answers.ts";

/** Logs in as Centrifugo does, on the private network. */
export const redisPing: Check<DoctorContext> = {
  id: "redis-ping",
  layer: "redis",
  title: "Redis answers with Centrifugo's password",
  why: "Without Redis no message leaves the node that it was published on, and Centrifugo does not start.",
  parts: ["swarm", "redis"],
  needs: ["services-exist"],
  async run(context) {
    const { tls, external = false } = redisOf(context);
    if (tls === true) return skip("it speaks TLS, which the doctor's job cannot; what is delivered tells");
    if ((await redisAnswers(context)).servers.length === 0) return skip("no Sentinel names a master to ask");
    const { services } = swarmOf(context);
    return judgeEach(context, (answers) => judge(answers, services.redis ?? "<redis>", external));
  },
};

function judge(
  { place, reached, auth, ping, rights }: ServerAnswers,
  service: string,
  external: boolean,
): CheckOutcome {
  if (!reached)
    return fail({
      expected: `an answer at ${place}`,
      seen: "none",
      cause: `Nothing answers at ${place}: Redis is down or hangs, or Centrifugo and Redis share no network.`,
      fix: external
        ? "See whether that Redis runs, and whether redis.addresses and redis.network lead to it."
        : `See whether it runs and what it says: docker service ps --no-trunc ${service}; docker service logs ${service}`,
    });
  if (auth !== undefined && auth !== "+OK")
    return fail({
      expected: "+OK to AUTH",
      seen: firstWords(auth),
      cause: "Redis does not take the password that Centrifugo sends.",
      fix: external
        ? "Store the password that this Redis has: pulumi config set --secret redisPassword; its user is redis.user."
        : "Deploy again, so that both get the value of redisPassword; a Redis of somebody else needs its own.",
    });
  if (ping !== "+PONG")
    return fail({
      expected: "+PONG to PING",
      seen: firstWords(ping),
      cause: /NOAUTH/.test(ping)
        ? "Redis asks for a password, and Centrifugo sends none."
        : `Redis refuses commands: ${firstWords(ping)}.`,
      fix: external
        ? "Give Centrifugo's user what it needs there: pulumi config set --secret redisPassword, and redis.user."
        : `Read what it says: docker service logs ${service}`,
    });
  const [denied] = [...rights].filter(([, answer]) => answer.startsWith("-NOPERM"));
  if (denied !== undefined)
    return fail({
      expected: `Centrifugo's user may use ${denied[0]}`,
      seen: firstWords(denied[1]),
      cause: `Centrifugo's user in Redis may not use ${denied[0]}, without which no message is kept or sent.`,
      fix: "Give it the rights +@all -@admin -@dangerous +info, and its prefix as keys and channels: ~centrifugo* &centrifugo*",
    });
  return pass(`PONG at ${place}`);
}

function firstWords(answer: string): string {
  return answer.slice(0, 120);
}
