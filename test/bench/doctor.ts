import { join } from "node:path";
import { execa } from "execa";
import { root } from "../../setup/project.ts";
import type { TestStack } from "../support/test-stack.ts";
import { type Pair, sideBySide } from "./side-by-side.ts";

const program = join(root, "bin", "centrifugo-swarm");

/** The whole doctor on a stack that is up, beside a command that only reads the stack file. */
export function measureDoctor(stack: TestStack, runs: number): Promise<Pair> {
  const place = ["--stack", stack.name, "--directory", stack.directory];
  const run = (...command: string[]) =>
    execa(program, [...command, ...place], { env: stack.context.env, extendEnv: false });
  return sideBySide(
    runs,
    () => run("config", "check"),
    () => run("doctor"),
  );
}
