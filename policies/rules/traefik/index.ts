import type { Rule } from "../../rule.ts";
import { rejectBrokenWebsocketUpgrade } from "./reject-broken-websocket-upgrade.ts";
import { requireHttpBackend } from "./require-http-backend.ts";
import { requireHttp1InAlpn } from "./require-http1-in-alpn.ts";
import { requireTlsOptionFromFile } from "./require-tls-option-from-file.ts";
import { useOneTlsOptionPerHost } from "./use-one-tls-option-per-host.ts";

/** Rules on Traefik, in the order in which they are listed. */
export const traefikRules: readonly Rule[] = [
  requireHttp1InAlpn,
  requireHttpBackend,
  rejectBrokenWebsocketUpgrade,
  useOneTlsOptionPerHost,
  requireTlsOptionFromFile,
];
