import { flattenOptions, type Leaf } from "./flatten.ts";
import { optionKey, optionNames } from "./option-path.ts";
import { holdsPassword, isCredentialHeader, isSecretOption } from "./secret-options.ts";

/** Options in a tree of Centrifugo's whose values must not be shown, whether they are encrypted or not. */
export function secretLeaves(tree: unknown, encrypted: ReadonlySet<string>): Leaf[] {
  return flattenOptions(tree).filter((leaf) => encrypted.has(optionKey(leaf.option)) || isSecretLeaf(leaf));
}

/** True for an option whose value is a secret by its name or its look. */
export function isSecretLeaf({ option, value }: Pick<Leaf, "option" | "value">): boolean {
  if (value === "") return false;
  if (isSecretOption(optionNames(option)) || holdsPassword(value)) return true;
  if (typeof value !== "object" || value === null) return false;
  return headerEntries(value).some(([name]) => isCredentialHeader(name));
}

/** Headers in either of the two forms that Centrifugo reads. */
export function headerEntries(value: object): [name: string, text: unknown][] {
  if (!Array.isArray(value)) return Object.entries(value);
  return value.flatMap((pair: unknown): [string, unknown][] =>
    typeof pair === "object" && pair !== null && "key" in pair && "value" in pair
      ? [[String(pair.key), pair.value]]
      : [],
  );
}

/** Every text inside a value. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
