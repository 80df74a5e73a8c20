import { execa } from "execa";
import { toolEnvironment } from "../../setup/env.ts";
import { createClone } from "../setup/clone.ts";
import { type Pair, sideBySide } from "./side-by-side.ts";

/** `pulumi preview` as a person types it, and the whole step of the workflow: make, our program, the policy pack. */
export async function measureWorkflowPreview(runs: number): Promise<Pair> {
  const clone = await createClone();
  try {
    const up = await clone.make("up");
    if (up.exitCode !== 0) throw new Error(up.all);
    const environment = { ...clone.env };
    const env = { ...environment, ...(await toolEnvironment({ environment, root: clone.directory })) };
    const options = { cwd: clone.directory, extendEnv: false, env };
    const bare = () => execa("pulumi", ["preview", "--stack", clone.stack, "--non-interactive"], options);
    const step = async () => {
      const { exitCode, all } = await clone.make("ci-preview");
      if (exitCode !== 0) throw new Error(all);
    };
    // The first run of each fills Node's compile cache.
    await bare();
    await step();
    return await sideBySide(runs, bare, step);
  } finally {
    await clone.dispose();
  }
}
