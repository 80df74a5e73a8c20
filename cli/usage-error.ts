import { UserError } from "../config/user-error.ts";

/** Wrong usage of a command; without a better fix it points at the command's help. */
export function usageError(command: string, message: string, fix?: string): UserError {
  return new UserError(message, { fix: fix ?? `see ${command} --help`, exitCode: 2 });
}

/** The name that a misspelt one most likely means; loaded only where there is a mistake. */
export async function nearest(word: string, names: readonly string[]): Promise<string | undefined> {
  const { nearMatch } = await import("../config/near-match.ts");
  return nearMatch(word, names);
}
