import type { CheckResult } from "../../doctor/check.ts";
import { formatOptionsFor, formatSummary, paint, resultPrinter } from "../../doctor/format.ts";
import type { RunOptions } from "../../doctor/run-checks.ts";
import type { DoctorRun } from "../../doctor/run-doctor.ts";

/** Prints each verdict as it comes; on a terminal the check that is running stands below. */
export function watchChecks(isShown: boolean): {
  readonly options: Pick<RunOptions, "onResult" | "onStart">;
  readonly stop: () => void;
} {
  if (!isShown) return { options: {}, stop: () => {} };
  const format = formatOptionsFor(process.stdout);
  const status = (text: string) => {
    if (format.pretty) process.stdout.write(`\r\u001b[K${text}`);
  };
  const printResult = resultPrinter(printLine, format);
  const onResult = (result: CheckResult): void => {
    status("");
    printResult(result);
  };
  const onStart = ({ title }: { readonly title: string }): void => status(`… ${title.slice(0, 70)}`);
  return { options: { onResult, onStart }, stop: () => status("") };
}

/** Prints verdicts that are all there. */
export function printResults(results: readonly CheckResult[]): void {
  results.forEach(resultPrinter(printLine, formatOptionsFor(process.stdout)));
}

function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The cause and the cure, in the end, where they are seen. */
export function printDiagnosis({ results, diagnosis, durationMs, ok }: DoctorRun): void {
  const format = formatOptionsFor(process.stdout);
  const { cause, fix, page, others } = diagnosis;
  const lines = [
    "",
    paint(format, ok ? "green" : "red", `${ok ? "" : "Cause: "}${cause}`),
    ...(fix === undefined ? [] : [`${ok ? "" : "Mend:  "}${fix}`]),
    ...(page === undefined ? [] : [`Page:  ${page}`]),
    ...(others.length === 0
      ? []
      : [paint(format, "dim", `Also, perhaps because of that: ${others.join(" ")}`)]),
    "",
    formatSummary(results, durationMs, format),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
