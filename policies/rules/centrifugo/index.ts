import type { Rule } from "../../rule.ts";
import { encryptProxyRequests } from "./encrypt-proxy-requests.ts";
import { keepPrivateEndpointsInternal } from "./keep-private-endpoints-internal.ts";
import { keepSecretsOutOfArguments } from "./keep-secrets-out-of-arguments.ts";
import { keepSecretsOutOfEnv } from "./keep-secrets-out-of-env.ts";
import { keepTenantsApart } from "./keep-tenants-apart.ts";
import { keepWarningsInTheLog } from "./keep-warnings-in-the-log.ts";
import { limitPreviousKey } from "./limit-previous-key.ts";
import { overwriteUserHeader } from "./overwrite-user-header.ts";
import { rejectAnonymousConnections } from "./reject-anonymous-connections.ts";
import { rejectApiKeyAsBearer } from "./reject-api-key-as-bearer.ts";
import { rejectClientPublish } from "./reject-client-publish.ts";
import { rejectDebugEndpoints } from "./reject-debug-endpoints.ts";
import { rejectDevelopmentOrigin } from "./reject-development-origin.ts";
import { rejectIgnoredHmacWithJwks } from "./reject-ignored-hmac-with-jwks.ts";
import { rejectIgnoredVariable } from "./reject-ignored-variable.ts";
import { rejectInsecureMode } from "./reject-insecure-mode.ts";
import { rejectOpenChannels } from "./reject-open-channels.ts";
import { rejectSchemeInApiKey } from "./reject-scheme-in-api-key.ts";
import { rejectUnknownEntryOption } from "./reject-unknown-entry-option.ts";
import { rejectUnknownFlag } from "./reject-unknown-flag.ts";
import { rejectUnknownVariable } from "./reject-unknown-variable.ts";
import { rejectUnverifiedTls } from "./reject-unverified-tls.ts";
import { rejectWeakSecret } from "./reject-weak-secret.ts";
import { rejectWildcardOrigin } from "./reject-wildcard-origin.ts";
import { requireAdminCredentials } from "./require-admin-credentials.ts";
import { requireAllowedOrigins } from "./require-allowed-origins.ts";
import { requireApiKey } from "./require-api-key.ts";
import { requireBrokerWithHistory } from "./require-broker-with-history.ts";
import { requireCertificateForTls } from "./require-certificate-for-tls.ts";
import { requireClaimCheckWithJwks } from "./require-claim-check-with-jwks.ts";
import { requireCompleteBroker } from "./require-complete-broker.ts";
import { requireCompleteConsumer } from "./require-complete-consumer.ts";
import { requireCompleteHistory } from "./require-complete-history.ts";
import { requireCompleteProxy } from "./require-complete-proxy.ts";
import { requireCompleteTransform } from "./require-complete-transform.ts";
import { requireConfigFile } from "./require-config-file.ts";
import { requireConsistentHttpServer } from "./require-consistent-http-server.ts";
import { requireConsistentMapOptions } from "./require-consistent-map-options.ts";
import { requireConsistentSharedPoll } from "./require-consistent-shared-poll.ts";
import { requireHealthEndpoint } from "./require-health-endpoint.ts";
import { requireHistoryForRecovery } from "./require-history-for-recovery.ts";
import { requireKnownProxy } from "./require-known-proxy.ts";
import { requireListedJwksValues } from "./require-listed-jwks-values.ts";
import { requireMapPresenceNamespace } from "./require-map-presence-namespace.ts";
import { requireMatchingOrigin } from "./require-matching-origin.ts";
import { requireNamespaceForChannel } from "./require-namespace-for-channel.ts";
import { requireOneClaimCheck } from "./require-one-claim-check.ts";
import { requirePersonalChannelNamespace } from "./require-personal-channel-namespace.ts";
import { requirePingLongerThanPong } from "./require-ping-longer-than-pong.ts";
import { requireReadableConfigFile } from "./require-readable-config-file.ts";
import { requireReadableList } from "./require-readable-list.ts";
import { requireSubscriptionTokenKey } from "./require-subscription-token-key.ts";
import { requireTimeToShutDown } from "./require-time-to-shut-down.ts";
import { requireTokenVerifier } from "./require-token-verifier.ts";
import { requireValidEntryNames } from "./require-valid-entry-names.ts";
import { requireValidValue } from "./require-valid-value.ts";
import { requireVersionForJwksTemplate } from "./require-version-for-jwks-template.ts";
import { requireVersionForPreviousKey } from "./require-version-for-previous-key.ts";
import { separateNodeNames } from "./separate-node-names.ts";
import { shareEngineBetweenReplicas } from "./share-engine-between-replicas.ts";
import { useDistinctHandlerPrefixes } from "./use-distinct-handler-prefixes.ts";
import { useDistinctPorts } from "./use-distinct-ports.ts";
import { useNewKeyForRotation } from "./use-new-key-for-rotation.ts";
import { useOnePlaceForAnOption } from "./use-one-place-for-an-option.ts";
import { useOneTokenSecret } from "./use-one-token-secret.ts";
import { useSecretInOneRole } from "./use-secret-in-one-role.ts";

/** Rules on Centrifugo, in the order in which they are listed. */
export const centrifugoRules: readonly Rule[] = [
  useOneTokenSecret,
  useSecretInOneRole,
  requireNamespaceForChannel,
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
  rejectUnknownFlag,
  rejectUnknownEntryOption,
  requireReadableList,
  requireConfigFile,
  requireReadableConfigFile,
  requireValidValue,
  useOnePlaceForAnOption,
  requireVersionForPreviousKey,
  requireVersionForJwksTemplate,
  keepSecretsOutOfEnv,
  keepSecretsOutOfArguments,
  rejectAnonymousConnections,
  overwriteUserHeader,
  requireClaimCheckWithJwks,
  limitPreviousKey,
  useNewKeyForRotation,
  rejectUnverifiedTls,
  encryptProxyRequests,
  requireAllowedOrigins,
  requireMatchingOrigin,
  rejectWildcardOrigin,
  rejectDevelopmentOrigin,
  keepTenantsApart,
  rejectClientPublish,
  rejectOpenChannels,
  requireBrokerWithHistory,
  separateNodeNames,
  keepWarningsInTheLog,
];
