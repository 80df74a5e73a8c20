import { reportTo } from "./console.ts";
import { main } from "./main.ts";
import { prepareStack } from "./prepare-stack.ts";
import { runPulumi } from "./run-pulumi.ts";

/** `make preview`: what `make up` would change. */
await main(import.meta.url, async () => {
  const { context } = await prepareStack(reportTo(process.stdout));
  if (!(await runPulumi(context, ["preview", "--stack", context.stack, "--diff"]))) process.exitCode = 1;
});
