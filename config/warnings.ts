import type { Finding } from "./explain.ts";
import type { StackConfig } from "./stack-config.ts";

/** What a person should know about a configuration before it is deployed; nothing of it is a mistake. */
export function configWarnings({ redis }: Pick<StackConfig, "redis">): Finding[] {
  if (redis.mode !== "external" || redis.sentinel === undefined) return [];
  const message =
    "after a failover of Sentinel Centrifugo may deliver nothing any more, while its health check stays green (reported for 6.9.1 as Centrifugo's issue 1189)";
  const fix =
    "Run `centrifugo-swarm doctor` after each failover: it sends messages, and names what to restart when one does not arrive.";
  const page = "docs/external-redis.md";
  return [
    {
      path: ["redis", "sentinel"],
      at: "key",
      refusal: { code: "sentinel-failover", severity: "warning", message, fix, page },
    },
  ];
}
