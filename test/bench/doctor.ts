import { join } from "node:path";
import { execa } from "execa";
import { root, stackFile } from "../../setup/project.ts";
import type { TestStack } from "../support/test-stack.ts";
import { type Pair, sideBySide } from "./side-by-side.ts";

const program = join(root, "bin", "centrifugo-swarm");

/** The whole doctor on a stack that is up, beside a command that only reads the stack file. */
export async function measureDoctor(stack: TestStack, runs: number): Promise<Pair> {
  const options = { env: stack.context.env, extendEnv: false } as const;
  const file = stackFile({ root: stack.directory, name: "", backendUrl: undefined }, stack.name);
  return sideBySide(
    runs,
    () => execa(program, ["config", "check", file], { ...options, reject: false }),
    () => execa(program, ["doctor", "--stack", stack.name, "--directory", stack.directory], options),
  );
}
