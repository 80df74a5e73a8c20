import type { StackConfig } from "../config/stack-config.ts";
import { portSuffix } from "../config/traefik-mode.ts";
import type { CentrifugoFacts } from "./centrifugo-options.ts";

/** Where clients connect: `wss://centrifugo.example.com/connection/websocket`. */
export function websocketUrl(
  config: StackConfig,
  { websocketPath }: Pick<CentrifugoFacts, "websocketPath">,
): string {
  return `wss://${config.domain}${portSuffix(config)}${websocketPath}`;
}
