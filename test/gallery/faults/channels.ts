import type { Fault } from "../fault.ts";
import { configuration, dotEnv } from "../inject.ts";

const namespace = (change: Record<string, unknown>) =>
  configuration((config) => ({ ...config, channel: { namespaces: [{ name: "org", ...change }] } }));
const history = { history_size: 10, history_ttl: "5m", force_recovery: true };

/** Namespaces and their rights, and the secrets that tokens are verified with. */
export const channelFaults: readonly Fault[] = [
  {
    id: "channel-no-namespace",
    title: "Centrifugo's configuration lacks the namespace",
    inject: configuration(({ channel: _channel, ...config }) => config),
    check: "token-subscribe",
    cause: "Centrifugo has no namespace org, so org:<organisation>:messages is an unknown channel.",
    page: "docs/rules/require-namespace-for-channel.md",
  },
  {
    id: "channel-cross-tenant",
    title: "every signed-in user may subscribe to every channel of a tenant",
    inject: namespace({ ...history, allow_subscribe_for_client: true }),
    check: "tenant-isolation",
    cause: "A user gets into a channel of another tenant: org:<organisation>:messages without a token",
    page: "docs/rules/keep-tenants-apart.md",
  },
  {
    id: "channel-history-too-short",
    title: "history holds one message only",
    inject: namespace({ ...history, history_size: 1 }),
    check: "recovery",
    cause: "Centrifugo no longer has the history that it needs",
    page: "docs/rules/require-history-for-recovery.md",
  },
  {
    id: "token-secret",
    title: "Centrifugo verifies tokens with another secret",
    inject: dotEnv(({ newSecret }) => ({ config: { tokenSecret: newSecret() } })),
    check: "token-connect",
    cause: "Centrifugo verifies tokens with another secret, or not with this algorithm.",
    sample: true,
  },
];
