import { readFileSync } from "node:fs";
import { UserError } from "../../config/user-error.ts";
import { StackFileError } from "../../model/compose/stack-file-error.ts";
import { fromCompose } from "../../model/from-compose.ts";
import { excerptOf } from "../../report/excerpt.ts";
import type { CheckRequest, ReadSource } from "./run.ts";

/**
 * Reads stack files.
 *
 * @throws UserError with exit code 2, with the line that cannot be read.
 */
export function readFiles({ files, envFile, name }: CheckRequest): ReadSource {
  try {
    const model = fromCompose({
      files,
      environment: process.env,
      ...(envFile === undefined ? {} : { envFile }),
      ...(name === undefined ? {} : { stackName: name }),
    });
    return { source: { kind: "files", names: files }, model, encrypted: [] };
  } catch (error) {
    if (!(error instanceof StackFileError)) throw error;
    throw new UserError(describe(error, files), { fix: error.fix, exitCode: 2 });
  }
}

function describe({ message, file, line, column }: StackFileError, files: readonly string[]): string {
  if (line === undefined) return message;
  const place = `${file}:${line}:${column ?? 1}: ${message}`;
  // Files of secrets and variables are never quoted.
  const excerpt = files.includes(file)
    ? excerptOf(readFileSync(file, "utf8"), { label: "", file, line, column })
    : undefined;
  const lines = excerpt === undefined ? [] : excerpt.split("\n").map((one) => `    ${one}`);
  return [place, ...lines].join("\n");
}
