import { randomBytes } from "node:crypto";
import { type Check, fail, pass, skip } from "../../check.ts";
import { type DoctorContext, edgeOf } from "../../doctor-context.ts";
import { connectClient, type ProbeClient, RefusedError, subscribe } from "../../probes/client.ts";
import { subscriptionToken } from "../../probes/tokens.ts";
import { explainedRefusal } from "../tokens/explain-refusal.ts";

/** One way to try to get into another tenant's channel, and the code that must refuse it. */
interface Attempt {
  readonly how: string;
  /** Domain codes: 103 permission denied, 3500 disconnect for an invalid token. */
  readonly expected: number;
  readonly token: string | undefined;
}

/** Tries each way into a channel of another tenant. */
export const tenantIsolation: Check<DoctorContext> = {
  id: "tenant-isolation",
  layer: "channels",
  title: "another tenant's channel is refused",
  why: "Otherwise every signed-in user can read the messages of every other organisation.",
  parts: ["edge", "signer"],
  needs: ["token-subscribe"],
  run: explainedRefusal(async (context) => {
    const guarded = context.channels.filter(({ namespace }) => isGuarded(context, namespace));
    if (guarded.length === 0) return skip("no declared channel is kept to one tenant by Centrifugo itself");
    const attempts = guarded.map(async (channel) => {
      const ways = await waysInto(context, channel);
      return Promise.all(ways.map((way) => attempt(context, channel.other, channel.pattern, way)));
    });
    const leaks = (await Promise.all(attempts)).flat().filter((leak) => leak !== undefined);
    const [first] = leaks;
    if (first === undefined) {
      return pass("103 without a token and with a forged one, 3500 with one of another user or channel");
    }
    return fail({
      expected: "103 or 3500 for each attempt",
      seen: first,
      cause: `A user gets into a channel of another tenant: ${first}.`,
      fix: "Take client-side subscribe rights off this namespace (access: token), and deploy.",
      page: "docs/rules/keep-tenants-apart.md",
    });
  }),
};

/** With `access: proxy` the backend decides, and what it says to a stranger cannot be known here. */
function isGuarded({ target }: DoctorContext, namespace: string | undefined): boolean {
  const access = namespace === undefined ? "token" : target.namespaces?.[namespace]?.access;
  return access !== "public" && access !== "proxy";
}

async function waysInto(context: DoctorContext, channel: { own: string; other: string }): Promise<Attempt[]> {
  const { tenants, sign } = context;
  const [forged, otherUser, otherChannel] = await Promise.all([
    subscriptionToken(randomBytes(32).toString("hex"), tenants.user, channel.other),
    sign(tenants.stranger, channel.other),
    sign(tenants.user, channel.own),
  ]);
  return [
    { how: "without a token", expected: 103, token: undefined },
    { how: "with a token signed by another secret", expected: 103, token: forged },
    { how: "with another user's token", expected: 3500, token: otherUser },
    { how: "with a token for another channel", expected: 3500, token: otherChannel },
  ];
}

/** What went wrong, in words; undefined when the attempt was refused as it should be. */
async function attempt(context: DoctorContext, channel: string, pattern: string, way: Attempt) {
  const token = await context.sign(context.tenants.user);
  const client = await connectClient(edgeOf(context), token);
  try {
    const code = await refusalCode(client, channel, way.token);
    if (code === way.expected) return undefined;
    const seen = code === undefined ? "was let in" : `got ${code}`;
    return `${pattern} ${way.how}: expected ${way.expected}, ${seen}`;
  } finally {
    client.centrifuge.disconnect();
  }
}

async function refusalCode(client: ProbeClient, channel: string, token: string | undefined) {
  try {
    await subscribe(client, channel, token === undefined ? {} : { token });
    return undefined;
  } catch (error) {
    if (error instanceof RefusedError) return error.code;
    throw error;
  }
}
