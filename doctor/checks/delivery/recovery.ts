import { type Check, fail, pass, skip } from "../../check.ts";
import { type DoctorContext, edgeOf } from "../../doctor-context.ts";
import { connectClient } from "../../probes/client.ts";
import { recoverFrom } from "../../probes/recover.ts";
import { explainedRefusal } from "../tokens/explain-refusal.ts";

/** Comes back as a client that was away while the messages of `delivery` were published. */
export const recovery: Check<DoctorContext> = {
  id: "recovery",
  layer: "delivery",
  title: "a client that was away gets what it missed",
  why: "Phones lose their connection all the time; without recovery they miss what was sent meanwhile.",
  parts: ["edge", "signer", "api"],
  needs: ["delivery"],
  run: explainedRefusal(async (context) => {
    const { tenants, channels, positions, sign } = context;
    const [channel] = channels.filter(({ own }) => positions.has(own));
    const since = channel === undefined ? undefined : positions.get(channel.own);
    if (channel === undefined || since === undefined)
      return skip("no declared channel has recovery (history_size, history_ttl, force_recovery)");
    const client = await connectClient(edgeOf(context), await sign(tenants.user));
    try {
      const token = await sign(tenants.user, channel.own);
      const { recovered, messages } = await recoverFrom(client, channel.own, token, since);
      if (recovered && messages > 0) return pass(`${messages} messages of ${channel.pattern} came later`);
      return fail({
        expected: `the messages of ${channel.pattern} that came meanwhile`,
        seen: recovered ? "none" : "recovered: false",
        cause: "Centrifugo no longer has the history that it needs: it is too short, or Redis lost it.",
        fix: "Raise history_size and history_ttl of the namespace, and see whether Redis restarted or evicts: docs/rules/keep-history-from-eviction.md",
        page: "docs/rules/require-history-for-recovery.md",
      });
    } finally {
      client.centrifuge.disconnect();
    }
  }),
};
