import type { Check, CheckResult } from "./check.ts";
import { apiNodes } from "./checks/api-nodes.ts";
import { centrifugoTasks } from "./checks/centrifugo-tasks.ts";
import { delivery } from "./checks/delivery.ts";
import { edgeForeignOrigin } from "./checks/edge-foreign-origin.ts";
import { edgePrivatePaths } from "./checks/edge-private-paths.ts";
import { edgeTls } from "./checks/edge-tls.ts";
import { edgeUpgrade } from "./checks/edge-upgrade.ts";
import { tenantIsolation } from "./checks/tenant-isolation.ts";
import { tokenConnect } from "./checks/token-connect.ts";
import { tokenSubscribe } from "./checks/token-subscribe.ts";
import {
  type FormatOptions,
  formatCategory,
  formatOptionsFor,
  formatResult,
  formatSummary,
} from "./format.ts";
import { closeClients, type ProofContext, proofContext } from "./proof-context.ts";
import type { ProofTarget } from "./proof-target.ts";
import { runChecks } from "./run-checks.ts";

export type { ProofTarget } from "./proof-target.ts";

/** What the closing proof has shown. */
export interface ProofResult {
  /** True when no check failed or crashed; what was skipped says why in its detail. */
  readonly ok: boolean;
  /** True only when messages were published and all of them received. */
  readonly delivered: boolean;
  readonly results: readonly CheckResult[];
}

const nothingSent = "no message was sent: declare a channel with a <placeholder> under `channels`";

type Report = (line: string) => void;

/** The checks of the closing proof, from the outside in. */
export const proofChecks: readonly Check<ProofContext>[] = [
  edgeTls,
  edgeUpgrade,
  edgeForeignOrigin,
  edgePrivatePaths,
  centrifugoTasks,
  tokenConnect,
  tokenSubscribe,
  tenantIsolation,
  apiNodes,
  delivery,
];

/**
 * Proves from the outside that a message published by a backend reaches a browser's client on every
 * Centrifugo node, and reports each verdict as a line.
 *
 * Throws a `UserError` when Docker does not answer or the service does not exist.
 */
export async function proveDelivery(
  target: ProofTarget,
  report: Report,
  options: FormatOptions = formatOptionsFor(process.stdout),
): Promise<ProofResult> {
  const context = await proofContext(target);
  let category: string | undefined;
  try {
    const results = await runChecks(proofChecks, context, (result) => {
      if (result.category !== category) report(formatCategory(result.category, options));
      category = result.category;
      for (const line of formatResult(result, options)) report(line);
    });
    report(formatSummary(results, options, context.channels.length === 0 ? nothingSent : undefined));
    return {
      ok: results.every(({ status }) => status === "pass" || status === "skip"),
      delivered: results.some(({ id, status }) => id === delivery.id && status === "pass"),
      results,
    };
  } finally {
    closeClients(context);
  }
}
