import { intentionsOf } from "../../../config/centrifugo/intentions.ts";
import { nestOptions } from "../../../config/centrifugo/nest.ts";
import { secrets } from "../../config/stack.ts";
import { isTree, type StackCase, type Tree } from "./stack-case.ts";
import type { Rendered } from "./verdicts.ts";

/** The configuration that Centrifugo would get if nobody had checked it: everything as it is written. */
export function renderUnchecked({ allowedOrigins, namespaces, centrifugo }: StackCase): Rendered {
  const intentions = intentionsOf(
    { allowedOrigins, namespaces, redis: { mode: "managed" }, ...secrets, stated: new Set() },
    "redis://dev_redis:6379",
  );
  const json = JSON.stringify(merged(nestOptions(intentions), centrifugo));
  return { json, env: "", variables: {} };
}

/** Two trees in one; entries of lists with one name are one entry. */
function merged(below: unknown, above: unknown): unknown {
  if (isTree(below) && isTree(above)) {
    const keys = new Set([...Object.keys(below), ...Object.keys(above)]);
    return Object.fromEntries([...keys].map((key) => [key, merged(below[key], above[key])]));
  }
  if (Array.isArray(below) && Array.isArray(above) && [...below, ...above].every(isTree)) {
    return mergedEntries(below, above);
  }
  return above === undefined ? below : above;
}

function mergedEntries(below: readonly Tree[], above: readonly Tree[]): unknown[] {
  const used = new Set<Tree>();
  const both = below.map((entry) => {
    const same = above.find((other) => other["name"] === entry["name"] && !used.has(other));
    if (same === undefined) return entry;
    used.add(same);
    return merged(entry, same);
  });
  return [...both, ...above.filter((entry) => !used.has(entry))];
}
