import { type StackFile, yaml } from "./stack-file.ts";

/** The text in which Pulumi hands over a setting of the stack file: scalars as they are, the rest as JSON. */
export function settingText(file: StackFile, node: unknown): string {
  const { isScalar } = yaml();
  // Pulumi reads YAML 1.1, where a leading zero makes a number octal.
  if (isScalar(node) && typeof node.value === "number" && /^0[0-7]+$/.test(node.source ?? "")) {
    return String(Number.parseInt(node.source ?? "", 8));
  }
  const value = plainValue(file, node);
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "");
}

/** The value of a node; undefined for what no program can hold, such as aliases within aliases without end. */
export function plainValue({ document }: StackFile, node: unknown): unknown {
  if (!yaml().isNode(node)) return node;
  try {
    return node.toJS(document);
  } catch {
    return undefined;
  }
}

/** True when a value, or a part of it, is `{ secure: … }`. */
export function isEncrypted(file: StackFile, node: unknown): boolean {
  return hasSecure(plainValue(file, node));
}

function hasSecure(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, "secure") || Object.values(value).some(hasSecure);
}
