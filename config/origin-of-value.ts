import { isDeepStrictEqual } from "node:util";
import { isEncrypted, plainValue, settingText } from "./setting-text.ts";
import { configEntries, type StackFile } from "./stack-file.ts";

/** True when Pulumi's value of a setting is the one in the stack file, as far as that can be seen. */
export function isFromFile(file: StackFile, project: string, key: string, value: string): boolean {
  const entry = configEntries(file, project).find((one) => one.key === key);
  if (entry === undefined) return false;
  const node = entry.pair.value;
  if (isEncrypted(file, node) || settingText(file, node) === value) return true;
  const written = plainValue(file, node);
  if (typeof written !== "object" || written === null) return false;
  try {
    return isDeepStrictEqual(asTexts(JSON.parse(value)), asTexts(written));
  } catch {
    return false;
  }
}

/** The same value with every scalar as text: YAML and JSON differ in what they call a number. */
function asTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asTexts);
  if (typeof value !== "object" || value === null) return String(value ?? "");
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asTexts(item)]));
}
