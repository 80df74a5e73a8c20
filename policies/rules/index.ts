import type { Rule } from "../rule.ts";
import { rejectApiKeyAsBearer } from "./centrifugo/reject-api-key-as-bearer.ts";
import { rejectIgnoredVariable } from "./centrifugo/reject-ignored-variable.ts";
import { rejectSchemeInApiKey } from "./centrifugo/reject-scheme-in-api-key.ts";
import { rejectUnknownVariable } from "./centrifugo/reject-unknown-variable.ts";
import { requireApiKey } from "./centrifugo/require-api-key.ts";
import { requireNamespaceForChannel } from "./centrifugo/require-namespace-for-channel.ts";
import { useOneTokenSecret } from "./centrifugo/use-one-token-secret.ts";
import { useSecretInOneRole } from "./centrifugo/use-secret-in-one-role.ts";
import { rejectBrokenWebsocketUpgrade } from "./traefik/reject-broken-websocket-upgrade.ts";
import { requireHttpBackend } from "./traefik/require-http-backend.ts";
import { requireHttp1InAlpn } from "./traefik/require-http1-in-alpn.ts";
import { requireTlsOptionFromFile } from "./traefik/require-tls-option-from-file.ts";
import { useOneTlsOptionPerHost } from "./traefik/use-one-tls-option-per-host.ts";

/** Every rule, in the order of the findings. */
export const rules: readonly Rule[] = [
  useOneTokenSecret,
  useSecretInOneRole,
  requireNamespaceForChannel,
  requireHttp1InAlpn,
  requireHttpBackend,
  rejectBrokenWebsocketUpgrade,
  useOneTlsOptionPerHost,
  requireTlsOptionFromFile,
  rejectUnknownVariable,
  rejectIgnoredVariable,
  requireApiKey,
  rejectSchemeInApiKey,
  rejectApiKeyAsBearer,
];
