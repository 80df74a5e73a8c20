import { type Check, fail, pass, skip } from "../../check.ts";
import type { DoctorContext } from "../../doctor-context.ts";

/** Asks Pulumi what is no longer as it deployed it. */
export const drift: Check<DoctorContext> = {
  id: "drift",
  layer: "drift",
  title: "what runs is what Pulumi deployed",
  why: "The next pulumi up takes back what somebody changed by hand, at a moment when nobody expects it.",
  parts: ["pulumi"],
  needs: [],
  async run({ drifted }) {
    const changed = await drifted?.();
    if (changed === undefined) return skip("nobody can be asked");
    const [first] = changed;
    if (first === undefined) return pass("nothing changed since");
    const all = changed.map(({ what, how }) => `${what} ${how}`).join("; ");
    return fail({
      expected: "no difference",
      seen: all,
      cause: `${first.what} ${first.how}: somebody changed it by hand.`,
      fix: "See it: pulumi preview --refresh. Then put it into the stack file, or take it back: pulumi up --refresh",
    });
  },
};
