import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { root } from "../../setup/project.ts";
import { cliFolder, cliPath } from "../../setup/pulumi-home.ts";
import { ownEnvironment } from "./support.ts";

/** A program that stands in for Pulumi here, because what counts is how often and when it is signalled. */
const program = `#!/bin/sh
trap 'echo interrupted >> "$HOME/signals"; stop=1' INT
echo started >> "$HOME/signals"
while [ -z "$stop" ]; do sleep 0.1; done
sleep 0.5
echo ended >> "$HOME/signals"
exit 1
`;

test("Ctrl-C without a terminal reaches Pulumi exactly once, and we wait for its end", async () => {
  const environment = await ownEnvironment();
  environment["PULUMI_HOME"] = join(environment.HOME, "pulumi");
  await mkdir(cliFolder(environment), { recursive: true });
  await writeFile(cliPath(environment), program);
  await chmod(cliPath(environment), 0o755);
  const script = join(environment.HOME, "caller.ts");
  await writeFile(
    script,
    `import { runPulumi } from "${join(root, "setup/run-pulumi.ts")}";
     import { printUserError } from "${join(root, "config/user-error.ts")}";
     try { await runPulumi({ root: "/", stack: "test", env: process.env }, ["up"]); }
     catch (error) { process.exitCode = printUserError(error); }`,
  );
  // A process group of its own, which gets the signal as a whole, and then once more.
  const node = join(root, "node_modules/.bin/node");
  const caller = spawn(node, [script], {
    env: environment,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  caller.stderr.on("data", (chunk) => {
    said += String(chunk);
  });
  const signals = () => readFile(join(environment.HOME, "signals"), "utf8").catch(() => "");
  while (!(await signals()).includes("started")) await sleep(50);
  if (caller.pid === undefined) throw new Error("the caller did not start");
  process.kill(-caller.pid, "SIGINT");
  await sleep(50);
  process.kill(-caller.pid, "SIGINT");
  const [exitCode] = await once(caller, "close");
  expect(await signals()).toBe("started\ninterrupted\nended\n");
  expect(exitCode).toBe(1);
  expect(said).toBe(
    "error: `pulumi up` was stopped; what it had done is recorded.\n  fix: run `make up` again, and it goes on from there.\n",
  );
});
