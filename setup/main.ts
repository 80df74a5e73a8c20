import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { printUserError } from "../config/user-error.ts";

/** Runs the program of a file when that file was started, not when it was imported; prints errors for people. */
export async function main(url: string, program: () => Promise<void>): Promise<void> {
  const started = process.argv[1];
  if (started === undefined || realpathSync(started) !== fileURLToPath(url)) return;
  try {
    await program();
  } catch (error) {
    process.exitCode = printUserError(error);
  }
}
