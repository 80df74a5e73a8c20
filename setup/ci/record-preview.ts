import { spawn } from "node:child_process";
import { once } from "node:events";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { paths } from "../paths.ts";
import type { PulumiContext } from "../pulumi.ts";
import { cliPath } from "../pulumi-home.ts";
import { mayBeKept } from "./keep-event.ts";

export interface Recording {
  /** File for Pulumi's events, one JSON object a line, without those for debugging; written anew. */
  readonly events: string;
  /** File for what Pulumi says on standard error, such as why it could not begin; written anew. */
  readonly log: string;
}

/**
 * Runs `pulumi preview` with the policy pack, and nothing beside it: what a pull request would change goes to
 * files, for `centrifugo-swarm report`. Takes no lock and changes nothing.
 *
 * @returns Pulumi's exit code: 0 also where there is something to change, else an error or a forbidden setting.
 */
export async function recordPreview(context: PulumiContext, to: Recording): Promise<number> {
  // Names and addresses of a deployment stand in there: for this user only.
  const [events, log] = await Promise.all([open(to.events, "w", 0o600), open(to.log, "w", 0o600)]);
  try {
    const pack = join(context.root, "policies");
    const args = ["preview", "--stack", context.stack, "--policy-pack", pack, "--json", "--non-interactive"];
    const child = spawn(cliPath(context.env), [...args, "--color", "never"], {
      cwd: context.root,
      env: {
        // Where `check` has left what it compiled just before: the program and the policy pack are mostly the same.
        NODE_COMPILE_CACHE: join(paths(context.env).cache, "node"),
        ...context.env,
        // Without it there is one JSON text at the end, and none when the program does not compile.
        PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
      },
      stdio: ["ignore", "pipe", log.fd],
    });
    const ended = once(child, "exit");
    const lines = child.stdout === null ? [] : createInterface({ input: child.stdout });
    for await (const line of lines) {
      if (mayBeKept(line)) await events.write(`${line}\n`);
    }
    const [exitCode] = await ended;
    return typeof exitCode === "number" ? exitCode : 1;
  } finally {
    await Promise.all([events.close(), log.close()]);
  }
}
