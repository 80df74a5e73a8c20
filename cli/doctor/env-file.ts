import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { UserError } from "../../config/user-error.ts";

/**
 * The variables of a file of NAME=value lines, in its order; the empty ones are left out.
 *
 * @throws UserError with exit code 2 when it cannot be read.
 */
export function readEnvFile(path: string): readonly (readonly [name: string, value: string])[] {
  return Object.entries(parse(path)).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, value] as const],
  );
}

function parse(path: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(path, "utf8"));
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    const why = isMissing ? "there is no such file" : "it cannot be read";
    throw new UserError(`--env-file ${path}: ${why}.`, {
      fix: "name a file of NAME=value lines.",
      exitCode: 2,
    });
  }
}
