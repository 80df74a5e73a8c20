import type { Rule } from "../rule.ts";
import { keepPrivateEndpointsInternal } from "./centrifugo/keep-private-endpoints-internal.ts";
import { rejectApiKeyAsBearer } from "./centrifugo/reject-api-key-as-bearer.ts";
import { rejectDebugEndpoints } from "./centrifugo/reject-debug-endpoints.ts";
import { rejectIgnoredHmacWithJwks } from "./centrifugo/reject-ignored-hmac-with-jwks.ts";
import { rejectIgnoredVariable } from "./centrifugo/reject-ignored-variable.ts";
import { rejectInsecureMode } from "./centrifugo/reject-insecure-mode.ts";
import { rejectSchemeInApiKey } from "./centrifugo/reject-scheme-in-api-key.ts";
import { rejectUnknownVariable } from "./centrifugo/reject-unknown-variable.ts";
import { rejectWeakSecret } from "./centrifugo/reject-weak-secret.ts";
import { requireAdminCredentials } from "./centrifugo/require-admin-credentials.ts";
import { requireApiKey } from "./centrifugo/require-api-key.ts";
import { requireCertificateForTls } from "./centrifugo/require-certificate-for-tls.ts";
import { requireCompleteBroker } from "./centrifugo/require-complete-broker.ts";
import { requireCompleteConsumer } from "./centrifugo/require-complete-consumer.ts";
import { requireCompleteHistory } from "./centrifugo/require-complete-history.ts";
import { requireCompleteProxy } from "./centrifugo/require-complete-proxy.ts";
import { requireCompleteTransform } from "./centrifugo/require-complete-transform.ts";
import { requireConsistentHttpServer } from "./centrifugo/require-consistent-http-server.ts";
import { requireConsistentMapOptions } from "./centrifugo/require-consistent-map-options.ts";
import { requireConsistentSharedPoll } from "./centrifugo/require-consistent-shared-poll.ts";
import { requireHealthEndpoint } from "./centrifugo/require-health-endpoint.ts";
import { requireHistoryForRecovery } from "./centrifugo/require-history-for-recovery.ts";
import { requireKnownProxy } from "./centrifugo/require-known-proxy.ts";
import { requireListedJwksValues } from "./centrifugo/require-listed-jwks-values.ts";
import { requireMapPresenceNamespace } from "./centrifugo/require-map-presence-namespace.ts";
import { requireNamespaceForChannel } from "./centrifugo/require-namespace-for-channel.ts";
import { requireOneClaimCheck } from "./centrifugo/require-one-claim-check.ts";
import { requirePersonalChannelNamespace } from "./centrifugo/require-personal-channel-namespace.ts";
import { requirePingLongerThanPong } from "./centrifugo/require-ping-longer-than-pong.ts";
import { requireSubscriptionTokenKey } from "./centrifugo/require-subscription-token-key.ts";
import { requireTimeToShutDown } from "./centrifugo/require-time-to-shut-down.ts";
import { requireTokenVerifier } from "./centrifugo/require-token-verifier.ts";
import { requireValidEntryNames } from "./centrifugo/require-valid-entry-names.ts";
import { shareEngineBetweenReplicas } from "./centrifugo/share-engine-between-replicas.ts";
import { useDistinctHandlerPrefixes } from "./centrifugo/use-distinct-handler-prefixes.ts";
import { useDistinctPorts } from "./centrifugo/use-distinct-ports.ts";
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
  shareEngineBetweenReplicas,
  requireTokenVerifier,
  requireSubscriptionTokenKey,
  rejectIgnoredHmacWithJwks,
  rejectWeakSecret,
  rejectInsecureMode,
  requireAdminCredentials,
  keepPrivateEndpointsInternal,
  rejectDebugEndpoints,
  useDistinctHandlerPrefixes,
  requirePingLongerThanPong,
  requireTimeToShutDown,
  requireHealthEndpoint,
  requireCompleteHistory,
  requireHistoryForRecovery,
  requireKnownProxy,
  requireCompleteProxy,
  requireCompleteTransform,
  requireValidEntryNames,
  requireConsistentMapOptions,
  requireMapPresenceNamespace,
  requireConsistentSharedPoll,
  requireCompleteConsumer,
  requirePersonalChannelNamespace,
  requireConsistentHttpServer,
  requireCertificateForTls,
  useDistinctPorts,
  requireCompleteBroker,
  requireOneClaimCheck,
  requireListedJwksValues,
];
