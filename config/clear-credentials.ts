import { isEncryptedText } from "./centrifugo/check-options.ts";
import { plainValue } from "./setting-text.ts";
import { configEntries, type StackFile } from "./stack-file.ts";

/** Names in `dnsCredentials` whose values stand in the stack file for everybody to read. */
export function clearCredentials(file: StackFile, project: string): readonly string[] {
  const entry = configEntries(file, project).find(({ key }) => key === "dnsCredentials");
  const tree = entry && plainValue(file, entry.pair.value);
  if (typeof tree !== "object" || tree === null || isEncryptedText(tree)) return [];
  return Object.entries(tree).flatMap(([name, value]) => (isEncryptedText(value) ? [] : [name]));
}
