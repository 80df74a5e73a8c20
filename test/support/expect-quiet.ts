import { expect } from "vitest";
import { root } from "../../setup/project.ts";
import type { TestStack } from "./test-stack.ts";

/** A preview has nothing to change, and the policy pack nothing to say. */
export async function expectQuiet(stack: TestStack, ...more: readonly string[]): Promise<void> {
  const args = ["preview", ...more, "--expect-no-changes", "--policy-pack", `${root}/policies`];
  const { exitCode, output } = await stack.pulumi(args);
  expect(exitCode, output).toBe(0);
  expect(output).not.toMatch(/\[mandatory\]|\[advisory\]/);
}
