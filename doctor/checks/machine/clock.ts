import { type Check, fail, pass } from "../../check.ts";
import { type DoctorContext, swarmOf } from "../../doctor-context.ts";

/** In milliseconds: less is no reason why a token would be refused, and the call itself takes time. */
const limitMs = 5_000;

/** Compares the engine's clock with this machine's. */
export const clock: Check<DoctorContext> = {
  id: "clock",
  layer: "machine",
  title: "the clocks of this machine and of the Swarm agree",
  why: "A token that is issued by a clock that is behind is expired (109) before it arrives, and one from a clock that is ahead lives too long.",
  parts: ["swarm"],
  needs: ["docker-answers"],
  async run(context) {
    const { aheadMs } = await swarmOf(context).facts.engine();
    const seconds = `${(Math.abs(aheadMs) / 1000).toFixed(1)} s`;
    if (aheadMs === 0) return pass("no difference that could be measured");
    const seen = `the engine is ${seconds} ${aheadMs > 0 ? "ahead of" : "behind"} this machine`;
    if (Math.abs(aheadMs) <= limitMs) return pass(seen);
    return fail({
      expected: `at most ${limitMs / 1000} s apart`,
      seen,
      cause: "The clocks differ, so that tokens expire too early or too late.",
      fix: "Switch on time synchronisation on both: timedatectl set-ntp true",
    });
  },
};
