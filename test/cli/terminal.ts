import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { stripVTControlCharacters } from "node:util";
import { onTestFinished } from "vitest";
import { executable } from "./support.ts";

/** What is waited for on the screen, and the keys that are pressed then. */
export type Step = readonly [waitFor: RegExp, keys: string];

export const enter = "\r";
export const down = "\u001b[B";
export const controlC = "\u0003";
/** Empties the line. */
export const controlU = "\u0015";

/** For `skip`: whether this machine can make a terminal, and why not. */
export const unlessTerminal: [boolean, string] = [
  !/util-linux/.test(spawnSync("script", ["--version"], { encoding: "utf8" }).stdout ?? ""),
  "there is no `script` of util-linux, which makes a terminal",
];

/**
 * Runs the command on a terminal of its own, made by `script` of util-linux, and presses keys as its questions
 * come. Resolves with everything that was shown, without colours.
 */
export async function talk(args: readonly string[], cwd: string, steps: readonly Step[]) {
  const words = [executable, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  // A terminal that `script` makes for a pipe has no size.
  const command = `stty cols 100 rows 60; exec ${words.join(" ")}`;
  const env = { ...process.env, TERM: "xterm", NO_COLOR: undefined, CI: undefined, STACK: undefined };
  const running = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], { cwd, env });
  onTestFinished(() => void running.kill());
  const pending = [...steps];
  let shown = "";
  // A later question may show what an earlier one did, so only what is new counts.
  let seen = 0;
  running.stdout.on("data", (chunk) => {
    shown += stripVTControlCharacters(String(chunk));
    const [next] = pending;
    const found = next?.[0].exec(shown.slice(seen));
    if (next === undefined || found === null || found === undefined) return;
    seen += found.index + found[0].length;
    pending.shift();
    running.stdin.write(next[1]);
  });
  const [exitCode] = await once(running, "exit");
  return { exitCode, shown, unanswered: pending.map(([waitFor]) => waitFor.source) };
}
