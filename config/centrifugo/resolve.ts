import { isDeepStrictEqual } from "node:util";
import { fieldAt } from "../tables/centrifugo.ts";
import { flattenOptions, type Leaf } from "./flatten.ts";
import type { Intention } from "./intention.ts";
import { type OptionPath, optionKey, optionNames } from "./option-path.ts";
import { isSecretOption } from "./secret-options.ts";

/** An option with the value that Centrifugo gets, and where that comes from. */
export interface ResolvedOption {
  readonly option: OptionPath;
  /** The same as one text, see {@link optionKey}. */
  readonly key: string;
  readonly value: unknown;
  /** The place in `centrifugo:`, or undefined where only an intention says so. */
  readonly raw: readonly PropertyKey[] | undefined;
  /** What else sets it, or would have. */
  readonly intention: Intention | undefined;
  readonly secret: boolean;
}

/** `centrifugo:` says something that an intention excludes. */
export interface Conflict {
  readonly raw: Leaf;
  readonly intention: Intention;
}

/** Every option of Centrifugo that anything sets; raw options win over intentions. */
export function resolveOptions(
  tree: unknown,
  intentions: readonly Intention[],
  encrypted: ReadonlySet<string> = new Set(),
): { options: ResolvedOption[]; conflicts: Conflict[] } {
  const raw = new Map(flattenOptions(tree).map((leaf) => [optionKey(leaf.option), leaf]));
  const intended = new Map(intentions.map((one) => [optionKey(one.option), one]));
  const options = [
    ...[...intended].flatMap(([key, intention]): ResolvedOption[] => {
      const { option, value, secret = false } = intention;
      return raw.has(key) ? [] : [{ option, key, value, raw: undefined, intention, secret }];
    }),
    ...[...raw].map(([key, { option, value, path }]): ResolvedOption => {
      const secret = encrypted.has(key) || isSecretOption(optionNames(option));
      return { option, key, value, raw: path, intention: intended.get(key), secret };
    }),
  ];
  const conflicts = [...raw].flatMap(([key, leaf]): Conflict[] => {
    const intention = intended.get(key);
    if (intention === undefined || intention.strength === "default") return [];
    return isDeepStrictEqual(leaf.value, intention.value) ? [] : [{ raw: leaf, intention }];
  });
  return { options, conflicts };
}

/** What Centrifugo uses for an option: what is set, else its own default, as text. */
export function textOf(options: readonly ResolvedOption[], path: OptionPath): string {
  const wanted = optionKey(path);
  const found = options.find(({ key }) => key === wanted);
  if (found !== undefined) return String(found.value);
  const field = fieldAt(optionNames(path));
  return field !== undefined && "default" in field ? (field.default ?? "") : "";
}
