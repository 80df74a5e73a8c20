import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { readProject, root } from "../../setup/project.ts";
import { readStackValues } from "../../setup/stack.ts";
import type { TestStack } from "../support/test-stack.ts";
import { type Pair, sideBySide } from "./side-by-side.ts";

/** Node alone, and `config check` of the example stack file: every setting and all rules. */
export async function measureConfigCheck(): Promise<Pair> {
  const check = [
    "config",
    "check",
    "--file",
    join(root, "Pulumi.dev.example.yaml"),
    "--allow-missing-secrets",
  ];
  const program = join(root, "bin", "centrifugo-swarm");
  // The first run fills Node's compile cache.
  await execa(program, check);
  return sideBySide(
    15,
    () => execa(process.execPath, ["-e", "0"]),
    () => execa(program, check),
  );
}

/** Node alone, and Node that loads and checks the stack's configuration. */
export async function measureConfigLoad({ context, directory, name }: TestStack): Promise<Pair> {
  const { name: project } = await readProject(directory);
  const values = join(directory, "values.json");
  await writeFile(values, JSON.stringify(await readStackValues(context)), { mode: 0o600 });
  const script = join(import.meta.dirname, "load-config.ts");
  return sideBySide(
    7,
    () => execa(process.execPath, ["-e", "0"]),
    () => execa(process.execPath, [script, project, name, directory, values]),
  );
}

/** `pulumi preview` of a stack that has nothing to change, with an empty policy pack and with ours. */
export async function measurePolicyPack(stack: TestStack): Promise<Pair> {
  const empty = join(import.meta.dirname, "empty-pack");
  const preview = previewOf(stack);
  return sideBySide(
    5,
    () => preview("--policy-pack", empty),
    () => preview("--policy-pack", join(root, "policies")),
  );
}

/** `pulumi preview` of a stack that has nothing to change, without and with the policy pack. */
export async function measurePreview(stack: TestStack): Promise<Pair> {
  const preview = previewOf(stack);
  return sideBySide(3, preview, () => preview("--policy-pack", join(root, "policies")));
}

function previewOf(stack: TestStack): (...more: string[]) => Promise<void> {
  return async (...more) => {
    const { exitCode, output } = await stack.pulumi(["preview", ...more]);
    if (exitCode !== 0) throw new Error(`pulumi preview ended with ${exitCode}:\n${output}`);
  };
}
