import type { Reporter, TestCase, TestModule } from "vitest/node";

/**
 * Ends the run with one line that counts everything, and names what could not run and why.
 * A file that fails before its first test counts as one failure.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const state = (wanted: string) => tests.filter((test) => test.result().state === wanted);
    const broken = modules.filter((module) => module.errors().length > 0).length;
    const skipped = state("skipped");
    for (const test of skipped) process.stdout.write(`skipped: ${test.fullName}: ${reason(test)}\n`);
    const failed = state("failed").length + broken + errors.length;
    const tier =
      process.env["TEST_TIER"] === "full" ? "all counts" : "sampled counts, make test-full runs all";
    process.stdout.write(`\n(${tier})\n`);
    process.stdout.write(`${state("passed").length} passed, ${failed} failed, ${skipped.length} skipped\n`);
  }
}

function reason(test: TestCase): string {
  const result = test.result();
  return (result.state === "skipped" ? result.note : undefined) ?? "no reason given";
}
