import type { Rule } from "../../rule.ts";
import { attachNetworksById } from "./attach-networks-by-id.ts";
import { checkHealthInTime } from "./check-health-in-time.ts";
import { checkRedisAndTraefik } from "./check-redis-and-traefik.ts";
import { dropPrivileges } from "./drop-privileges.ts";
import { isolateRedisNetwork } from "./isolate-redis-network.ts";
import { keepOverlaySmall } from "./keep-overlay-small.ts";
import { keepRedisNetworkPrivate } from "./keep-redis-network-private.ts";
import { letPulumiNameFiles } from "./let-pulumi-name-files.ts";
import { limitFileSize } from "./limit-file-size.ts";
import { limitLogSize } from "./limit-log-size.ts";
import { limitResources } from "./limit-resources.ts";
import { makeSecretsReadable } from "./make-secrets-readable.ts";
import { pinImage } from "./pin-image.ts";
import { publishInHostMode } from "./publish-in-host-mode.ts";
import { publishWithoutAddress } from "./publish-without-address.ts";
import { rejectAttachableOverlay } from "./reject-attachable-overlay.ts";
import { rejectCommittedSecret } from "./reject-committed-secret.ts";
import { rejectIgnoredStackKey } from "./reject-ignored-stack-key.ts";
import { rejectIngressWithDnsrr } from "./reject-ingress-with-dnsrr.ts";
import { requireHealthCheck } from "./require-health-check.ts";
import { requireRestart } from "./require-restart.ts";
import { rollBackFailedUpdates } from "./roll-back-failed-updates.ts";
import { setEveryVariable } from "./set-every-variable.ts";
import { setVariablesInEnvironment } from "./set-variables-in-environment.ts";
import { shareFilesByConfig } from "./share-files-by-config.ts";
import { spreadReplicas } from "./spread-replicas.ts";
import { startBeforeStop } from "./start-before-stop.ts";
import { stopHostPortsFirst } from "./stop-host-ports-first.ts";
import { updateOneByOne } from "./update-one-by-one.ts";
import { waitForConvergence } from "./wait-for-convergence.ts";
import { writeFileModeInOctal } from "./write-file-mode-in-octal.ts";

/** Rules on what Swarm does with any service, in the order in which they are listed. */
export const swarmRules: readonly Rule[] = [
  stopHostPortsFirst,
  rejectIngressWithDnsrr,
  publishInHostMode,
  publishWithoutAddress,
  letPulumiNameFiles,
  limitFileSize,
  writeFileModeInOctal,
  makeSecretsReadable,
  requireHealthCheck,
  checkRedisAndTraefik,
  checkHealthInTime,
  updateOneByOne,
  rollBackFailedUpdates,
  startBeforeStop,
  spreadReplicas,
  shareFilesByConfig,
  waitForConvergence,
  attachNetworksById,
  keepRedisNetworkPrivate,
  isolateRedisNetwork,
  rejectAttachableOverlay,
  keepOverlaySmall,
  limitResources,
  limitLogSize,
  dropPrivileges,
  pinImage,
  setVariablesInEnvironment,
  setEveryVariable,
  rejectIgnoredStackKey,
  rejectCommittedSecret,
  requireRestart,
];
