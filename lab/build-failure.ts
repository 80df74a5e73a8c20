import { readFile } from "node:fs/promises";
import { UserError } from "../config/user-error.ts";
import { homeShort } from "./home-short.ts";

/** Turns whatever a build failed with into one sentence and the place of the log. */
export async function buildFailure(error: unknown, title: string, log: string): Promise<UserError> {
  if (error instanceof UserError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const text = await readFile(log, "utf8").catch(() => "");
  if (/no space left on device|ENOSPC/i.test(`${message}\n${text}`)) {
    return new UserError(`There is no space left on the disk to build ${title}.`, {
      fix: "free some space (a first build needs about 8 GB for Go's own caches) and run the same command again; finished builds are kept.",
      cause: error,
    });
  }
  return new UserError(`Building ${title} failed: ${lastErrorLine(text) ?? message}`, {
    fix: `read ${homeShort(log)}, mend what it says, and run the same command again; finished builds are kept.`,
    cause: error,
  });
}

/** The last line that looks like an error, else the last line: compilers say the reason at the end. */
function lastErrorLine(text: string): string | undefined {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("$ "));
  return lines.findLast((line) => /error|cannot|fail|denied|undefined|not found/i.test(line)) ?? lines.at(-1);
}
