import type { Check } from "./check.ts";
import { apiDirect } from "./checks/api/direct.ts";
import { apiHeaders } from "./checks/api/headers.ts";
import { apiKeyEqual } from "./checks/api/key-equal.ts";
import { apiNodes } from "./checks/api/nodes.ts";
import { tokenSubscribe } from "./checks/channels/subscribe.ts";
import { tenantIsolation } from "./checks/channels/tenant-isolation.ts";
import { rules } from "./checks/configuration/rules.ts";
import { delivery } from "./checks/delivery/delivery.ts";
import { recovery } from "./checks/delivery/recovery.ts";
import { drift } from "./checks/drift/drift.ts";
import { edgeAlpn } from "./checks/edge/alpn.ts";
import { edgeCertificate } from "./checks/edge/certificate.ts";
import { edgeForeignOrigin } from "./checks/edge/foreign-origin.ts";
import { edgePrivatePaths } from "./checks/edge/private-paths.ts";
import { edgeTls } from "./checks/edge/tls.ts";
import { edgeUpgrade } from "./checks/edge/upgrade.ts";
import { backendLog } from "./checks/logs/backend.ts";
import { logErrors } from "./checks/logs/errors.ts";
import { logSettings } from "./checks/logs/settings.ts";
import { logStart } from "./checks/logs/start.ts";
import { clock } from "./checks/machine/clock.ts";
import { dockerAnswers } from "./checks/machine/docker.ts";
import { centrifugoListens } from "./checks/redis/centrifugo-listens.ts";
import { redisMemory } from "./checks/redis/memory.ts";
import { redisPing } from "./checks/redis/ping.ts";
import { redisSentinel } from "./checks/redis/sentinel.ts";
import { redisVersion } from "./checks/redis/version.ts";
import { servicesExist } from "./checks/services/exist.ts";
import { imagesPinned } from "./checks/services/images.ts";
import { servicesRunning } from "./checks/services/running.ts";
import { servicesSteady } from "./checks/services/steady.ts";
import { updatesComplete } from "./checks/services/updates.ts";
import { ipVs } from "./checks/swarm/ip-vs.ts";
import { nodes } from "./checks/swarm/nodes.ts";
import { quorum } from "./checks/swarm/quorum.ts";
import { tokenConnect } from "./checks/tokens/connect.ts";
import { tokenIssued } from "./checks/tokens/issued.ts";
import { tokenSecretEqual } from "./checks/tokens/token-secret-equal.ts";
import type { DoctorContext } from "./doctor-context.ts";

/** All checks, layer by layer: the first that fails is nearest to the cause. */
export const catalogue: readonly Check<DoctorContext>[] = [
  dockerAnswers,
  clock,
  quorum,
  nodes,
  ipVs,
  servicesExist,
  servicesRunning,
  updatesComplete,
  servicesSteady,
  imagesPinned,
  rules,
  logSettings,
  logStart,
  logErrors,
  backendLog,
  redisSentinel,
  redisPing,
  redisVersion,
  redisMemory,
  centrifugoListens,
  apiNodes,
  apiHeaders,
  apiDirect,
  apiKeyEqual,
  edgeTls,
  edgeCertificate,
  edgeUpgrade,
  edgeAlpn,
  edgeForeignOrigin,
  edgePrivatePaths,
  tokenSecretEqual,
  tokenIssued,
  tokenConnect,
  tokenSubscribe,
  tenantIsolation,
  delivery,
  recovery,
  drift,
];

/** What `make up` proves at its end: that a message travels, without what it has just done itself. */
export const proof: readonly Check<DoctorContext>[] = [
  dockerAnswers,
  servicesExist,
  servicesRunning,
  apiNodes,
  edgeTls,
  edgeUpgrade,
  edgeAlpn,
  edgeForeignOrigin,
  edgePrivatePaths,
  tokenConnect,
  tokenSubscribe,
  tenantIsolation,
  delivery,
];
