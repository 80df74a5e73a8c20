import { z } from "zod/mini";
import { type Check, fail, pass, skip } from "../../check.ts";
import { type DoctorContext, deliveryKey } from "../../doctor-context.ts";
import { type ProbeClient, RefusedError, subscribe } from "../../probes/client.ts";

const message = z.object({ probe: z.string(), from: z.string(), round: z.coerce.number() });

/** Brings every client into the doctor's own channel of each declared pattern. */
export const tokenSubscribe: Check<DoctorContext> = {
  id: "token-subscribe",
  layer: "channels",
  title: "a token lets its user into a channel",
  why: "A client that is not subscribed gets no message, however well everything else works.",
  parts: ["edge", "signer"],
  needs: ["token-connect"],
  async run(context) {
    const { channels, clients } = context;
    if (channels.length === 0)
      return skip(
        "no declared channel has a <placeholder>, so all are real users': declare one under channels",
      );
    for (const { own, pattern, namespace } of channels) {
      try {
        await Promise.all(clients.map((client) => listen(context, client, own)));
      } catch (error) {
        if (!(error instanceof RefusedError)) throw error;
        return fail({
          expected: `a subscription to ${pattern}`,
          seen: error.message,
          ...explain(error.code, namespace, pattern),
        });
      }
    }
    return pass(channels.map(({ pattern }) => pattern).join(", "));
  },
};

async function listen(context: DoctorContext, client: ProbeClient, channel: string): Promise<void> {
  const { tenants, probe, received, positions, sign } = context;
  const token = await sign(tenants.user, channel);
  const { recoverable, streamPosition } = await subscribe(client, channel, { token }, (data) => {
    const parsed = message.safeParse(data);
    if (parsed.success && parsed.data.probe === probe)
      received.set(deliveryKey(client, channel, parsed.data.from, parsed.data.round), Date.now());
  });
  if (recoverable && streamPosition !== undefined && !positions.has(channel))
    positions.set(channel, streamPosition);
}

function explain(code: number, namespace: string | undefined, pattern: string) {
  if (code === 102)
    return {
      cause:
        namespace === undefined
          ? `Centrifugo allows no channel without a namespace, such as ${pattern}.`
          : `Centrifugo has no namespace ${namespace}, so ${pattern} is an unknown channel.`,
      fix: `Define ${namespace ?? "one"} under namespaces, and deploy.`,
      page: "docs/rules/require-namespace-for-channel.md",
    };
  if (code === 103)
    return {
      cause:
        "Centrifugo refuses the subscription token: subscriptions are verified with a secret of their own.",
      fix: "Sign them with client.subscription_token.hmac_secret_key, or switch client.subscription_token.enabled off.",
      page: "docs/rules/require-subscription-token-key.md",
    };
  if (code === 1)
    return {
      cause: "Centrifugo does not answer to a subscription: mostly because Redis does not answer it.",
      fix: "Look at Redis, and at the errors in Centrifugo's log; a subscription needs Redis, a connection does not.",
    };
  if (code === 109)
    return {
      cause: "The subscription token is expired for Centrifugo: the clocks differ.",
      fix: "Compare the clocks of this machine and of the nodes: timedatectl",
    };
  return { cause: undefined, fix: `What it means: centrifugo-swarm doctor explain ${code}` };
}
