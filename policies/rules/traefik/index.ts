import type { Rule } from "../../rule.ts";
import { enableRoutedService } from "./enable-routed-service.ts";
import { keepAcmeChallengeReachable } from "./keep-acme-challenge-reachable.ts";
import { keepAcmeStorage } from "./keep-acme-storage.ts";
import { keepDashboardPrivate } from "./keep-dashboard-private.ts";
import { keepDockerSocketAway } from "./keep-docker-socket-away.ts";
import { keepOriginHeader } from "./keep-origin-header.ts";
import { limitExposedServices } from "./limit-exposed-services.ts";
import { limitRateByClient } from "./limit-rate-by-client.ts";
import { nameTheSwarmNetwork } from "./name-the-swarm-network.ts";
import { putLabelsOnTheService } from "./put-labels-on-the-service.ts";
import { redirectToTls } from "./redirect-to-tls.ts";
import { rejectAcmeStaging } from "./reject-acme-staging.ts";
import { rejectBrokenFastProxy } from "./reject-broken-fast-proxy.ts";
import { rejectBrokenRetry } from "./reject-broken-retry.ts";
import { rejectBrokenWebsocketUpgrade } from "./reject-broken-websocket-upgrade.ts";
import { rejectBufferingBeforeStreams } from "./reject-buffering-before-streams.ts";
import { rejectConnectionLimitBeforeWebsocket } from "./reject-connection-limit-before-websocket.ts";
import { rejectInsecureForwardedHeaders } from "./reject-insecure-forwarded-headers.ts";
import { rejectLbswarmWithDnsrr } from "./reject-lbswarm-with-dnsrr.ts";
import { rejectPathRefusingRelease } from "./reject-path-refusing-release.ts";
import { rejectSchemeAsHttp1Cure } from "./reject-scheme-as-http1-cure.ts";
import { rejectWriteTimeout } from "./reject-write-timeout.ts";
import { requireHostForTlsOption } from "./require-host-for-tls-option.ts";
import { requireHttpBackend } from "./require-http-backend.ts";
import { requireHttp1InAlpn } from "./require-http1-in-alpn.ts";
import { requireReadTimeout } from "./require-read-timeout.ts";
import { requireServerPort } from "./require-server-port.ts";
import { requireTlsOptionFromFile } from "./require-tls-option-from-file.ts";
import { requireTraefikForEngine } from "./require-traefik-for-engine.ts";
import { restrictSocketProxy } from "./restrict-socket-proxy.ts";
import { routeEmulation } from "./route-emulation.ts";
import { routeToTheClientPort } from "./route-to-the-client-port.ts";
import { runOneAcmeTraefik } from "./run-one-acme-traefik.ts";
import { runTraefikOnAManager } from "./run-traefik-on-a-manager.ts";
import { shareNetworkWithTraefik } from "./share-network-with-traefik.ts";
import { useDefinedCertificateResolver } from "./use-defined-certificate-resolver.ts";
import { useDefinedEntryPoint } from "./use-defined-entry-point.ts";
import { useDefinedTlsOption } from "./use-defined-tls-option.ts";
import { useOneLabelFamily } from "./use-one-label-family.ts";
import { useOneTlsOptionPerHost } from "./use-one-tls-option-per-host.ts";
import { useRuleSyntaxOfTheVersion } from "./use-rule-syntax-of-the-version.ts";
import { useSwarmProvider } from "./use-swarm-provider.ts";

/** Rules on Traefik, in the order in which they are listed. */
export const traefikRules: readonly Rule[] = [
  requireHttp1InAlpn,
  requireHttpBackend,
  rejectBrokenWebsocketUpgrade,
  useOneTlsOptionPerHost,
  requireTlsOptionFromFile,
  keepOriginHeader,
  rejectConnectionLimitBeforeWebsocket,
  limitRateByClient,
  rejectBufferingBeforeStreams,
  rejectWriteTimeout,
  requireReadTimeout,
  rejectBrokenRetry,
  rejectBrokenFastProxy,
  keepAcmeChallengeReachable,
  keepAcmeStorage,
  runOneAcmeTraefik,
  rejectAcmeStaging,
  redirectToTls,
  keepDashboardPrivate,
  rejectInsecureForwardedHeaders,
  keepDockerSocketAway,
  restrictSocketProxy,
  rejectPathRefusingRelease,
  rejectSchemeAsHttp1Cure,
  useSwarmProvider,
  putLabelsOnTheService,
  enableRoutedService,
  requireServerPort,
  routeToTheClientPort,
  shareNetworkWithTraefik,
  nameTheSwarmNetwork,
  useOneLabelFamily,
  limitExposedServices,
  requireHostForTlsOption,
  runTraefikOnAManager,
  rejectLbswarmWithDnsrr,
  useRuleSyntaxOfTheVersion,
  useDefinedEntryPoint,
  useDefinedCertificateResolver,
  useDefinedTlsOption,
  routeEmulation,
  requireTraefikForEngine,
];
