import { plainValue } from "../setting-text.ts";
import { configEntries, type StackFile } from "../stack-file.ts";
import { isEncryptedText } from "./check-options.ts";
import { flattenOptions } from "./flatten.ts";
import { optionKey } from "./option-path.ts";

/**
 * Options of Centrifugo that stand encrypted in the stack file, by their keys; a list or map counts as a whole.
 * Undefined: something else in it is encrypted, such as all of it, so that no part is known to be no secret.
 */
export function encryptedOptions(file: StackFile, project: string): Set<string> | undefined {
  const entry = configEntries(file, project).find(({ key }) => key === "centrifugo");
  if (entry === undefined) return new Set();
  const tree = plainValue(file, entry.pair.value);
  const leaves = flattenOptions(tree).filter(({ value }) => countEncrypted(value) > 0);
  const inLeaves = leaves.reduce((sum, { value }) => sum + countEncrypted(value), 0);
  if (inLeaves < countEncrypted(tree)) return undefined;
  return new Set(leaves.map(({ option }) => optionKey(option)));
}

function countEncrypted(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  if (isEncryptedText(value)) return 1;
  return Object.values(value).reduce((sum: number, item) => sum + countEncrypted(item), 0);
}
