import { proof } from "./catalogue.ts";
import type { DoctorTarget } from "./doctor-target.ts";
import { type FormatOptions, formatOptionsFor, formatSummary, resultPrinter } from "./format.ts";
import { type DoctorRun, runDoctor } from "./run-doctor.ts";

const nothingSent = "no message was sent: declare a channel with a <placeholder> under `channels`";

/**
 * Proves from the outside that a message published by a backend reaches a browser's client on every
 * Centrifugo node, and reports each verdict as a line.
 */
export async function proveDelivery(
  target: DoctorTarget,
  report: (line: string) => void,
  options: FormatOptions = formatOptionsFor(process.stdout),
): Promise<DoctorRun> {
  const run = await runDoctor(target, proof, { onResult: resultPrinter(report, options) });
  const hasChannel = target.channels.some((pattern) => pattern.includes("<"));
  report(formatSummary(run.results, run.durationMs, options, hasChannel ? undefined : nothingSent));
  return run;
}
