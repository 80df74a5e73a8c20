import type { StackConfig } from "../config/stack-config.ts";
import type { CentrifugoFacts } from "./centrifugo-options.ts";

/** Where clients connect: `wss://centrifugo.example.com/connection/websocket`. */
export function websocketUrl(
  { domain, traefik }: StackConfig,
  { websocketPath }: Pick<CentrifugoFacts, "websocketPath">,
): string {
  const port = traefik.httpsPort === 443 ? "" : `:${traefik.httpsPort}`;
  return `wss://${domain}${port}${websocketPath}`;
}
