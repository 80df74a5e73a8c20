import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { UserError } from "../../config/user-error.ts";
import type { BackendTarget } from "../../doctor/doctor-target.ts";

/**
 * The variables of a backend's `.env`.
 *
 * @throws UserError with exit code 2 when the file cannot be read.
 */
export function backendSecrets(path: string): BackendTarget {
  const variables = Object.entries(read(path)).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, value] as const],
  );
  return { source: path, variables: Object.fromEntries(variables) };
}

function read(path: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(path, "utf8"));
  } catch {
    throw new UserError(`--env-file ${path}: the file cannot be read.`, {
      fix: "name a file of NAME=value lines that is there.",
      exitCode: 2,
    });
  }
}
