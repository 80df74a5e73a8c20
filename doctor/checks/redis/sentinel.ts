import { type Check, type CheckOutcome, fail, pass, skip } from "../../check.ts";
import type { DoctorContext } from "../../doctor-context.ts";
import type { SentinelAnswer } from "../../inside/redis-answers.ts";
import { redisAnswers, redisOf } from "./answers.ts";

/** Asks every Sentinel where the master is. */
export const redisSentinel: Check<DoctorContext> = {
  id: "redis-sentinel",
  layer: "redis",
  title: "the Sentinels name one master",
  why: "Centrifugo asks any of them: where they disagree, its nodes talk to different Redis and do not hear each other.",
  parts: ["swarm", "redis"],
  needs: ["services-exist"],
  async run(context) {
    const { sentinel, tls } = redisOf(context);
    if (sentinel === undefined) return skip("no Sentinels are in between");
    if (tls === true) return skip("they speak TLS, which the doctor's job cannot");
    return judge((await redisAnswers(context)).sentinels, sentinel.masterName);
  },
};

function judge(answers: readonly SentinelAnswer[], name: string): CheckOutcome {
  const masters = [...new Set(answers.flatMap(({ master }) => master ?? []))];
  const [master] = masters;
  const silent = answers.filter((answer) => answer.master === undefined);
  const count = `${answers.length - silent.length} of ${answers.length}`;
  if (masters.length > 1)
    return fail({
      expected: "one master",
      seen: masters.join(" and "),
      cause: "The Sentinels disagree: a failover is under way, or some do not hear the others.",
      fix: "Run this again in a minute; if it stays, see what each says: redis-cli -p 26379 sentinel masters",
    });
  if (master === undefined) {
    const error = answers.find((answer) => answer.error !== "")?.error ?? "";
    return fail({
      expected: `the address of the master ${name}`,
      seen: error === "" ? "no answer" : error.slice(0, 120),
      cause: /NOAUTH|WRONGPASS|NOPERM/.test(error)
        ? "The Sentinels do not take the user and password that Centrifugo sends."
        : `No Sentinel answers, or none knows a master called ${name}.`,
      fix: "Compare with redis-cli -p 26379 sentinel masters; the name, addresses, user and password of Sentinel have settings of their own.",
    });
  }
  if (silent.length * 2 >= answers.length && answers.length > 1)
    return fail({
      expected: "an answer of more than half of the Sentinels",
      seen: `${count}; none from ${silent.map(({ place }) => place).join(", ")}`,
      cause:
        "Too few Sentinels answer to agree on a failover: when the master goes, nothing takes its place.",
      fix: "Start the others again.",
    });
  return pass(`${master}, say ${count}`);
}
