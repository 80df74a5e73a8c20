import type { Entry, Group } from "./commands.ts";
import { nearest, usageError } from "./usage-error.ts";

/** What the arguments name: a command, a group, or a group that is a command as well. */
export type Found = { readonly name: string; readonly rest: readonly string[] } & (
  | { readonly entry: Entry; readonly group: Group | undefined }
  | { readonly entry: undefined; readonly group: Group }
);

/**
 * Finds the command that the arguments name.
 *
 * @throws UserError with exit code 2, with the nearest name for a misspelt one.
 */
export async function findCommand(
  program: Group,
  programName: string,
  args: readonly string[],
): Promise<Found> {
  let found: Entry | Group = program;
  let name = programName;
  let rest = args;
  while ("commands" in found && rest[0] !== undefined && !rest[0].startsWith("-")) {
    const [word] = rest;
    const known: Group["commands"] = found.commands;
    const next = Object.hasOwn(known, word) ? known[word] : undefined;
    if (next === undefined) {
      const near = await nearest(word, Object.keys(known));
      const fix = near === undefined ? undefined : `did you mean ${name} ${near}?`;
      // What is longer than any command may be a token.
      const shown = word.length > 40 ? "such command" : `command ${JSON.stringify(word)}`;
      throw usageError(name, `there is no ${shown} in ${name}.`, fix);
    }
    [found, name, rest] = [next, `${name} ${word}`, rest.slice(1)];
  }
  if (!("commands" in found)) return { name, rest, entry: found, group: undefined };
  const { summary, load } = found;
  return { name, rest, group: found, entry: load === undefined ? undefined : { summary, load } };
}
