import { z } from "zod";
import { type Check, fail, pass, skip } from "../check.ts";
import { type ProbeClient, RefusedError, subscribe } from "../probes/client.ts";
import { subscriptionToken } from "../probes/tokens.ts";
import { deliveryKey, type ProofContext } from "../proof-context.ts";

const message = z.object({ probe: z.string(), from: z.string() });

/** Brings every client into the doctor's own channel of each declared pattern. */
export const tokenSubscribe: Check<ProofContext> = {
  id: "token-subscribe",
  category: "clients",
  title: "subscribe by token",
  needs: ["token-connect"],
  async run(context) {
    const { channels, clients } = context;
    if (channels.length === 0) return skip("no declared channel has a <placeholder>, so all are real users'");
    for (const { own, pattern } of channels) {
      try {
        await Promise.all(clients.map((client) => listen(context, client, own)));
      } catch (error) {
        if (!(error instanceof RefusedError)) throw error;
        return fail(`${pattern} was refused: ${error.message}`, fixOf(error.code, pattern));
      }
    }
    return pass(channels.map(({ pattern }) => pattern).join(", "));
  },
};

async function listen(context: ProofContext, client: ProbeClient, channel: string): Promise<void> {
  const { target, tenants, probe, received } = context;
  const token = await subscriptionToken(target.tokenSecret, tenants.user, channel);
  await subscribe(client, channel, { token }, (data) => {
    const parsed = message.safeParse(data);
    if (parsed.success && parsed.data.probe === probe) {
      received.add(deliveryKey(client, channel, parsed.data.from));
    }
  });
}

function fixOf(code: number, pattern: string): string {
  if (code === 102) return `Define the namespace of ${pattern} under namespaces, then deploy.`;
  if (code === 103) return "Centrifugo refuses the token: subscriptions have a secret of their own there.";
  return "Look the code up in Centrifugo's list of client protocol codes.";
}
