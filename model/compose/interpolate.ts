import { StackFileError } from "./stack-file-error.ts";
import type { Item, ItemPlace } from "./tree.ts";

/** Where variables come from, and who is told of one that is not set. */
export interface Variables {
  readonly lookUp: (name: string) => string | undefined;
  readonly onUnset: (name: string, place: ItemPlace) => void;
}

/**
 * As in Docker's template package: `$$`, `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME?error}`. A default needs no
 * braces there, so that `$TAG-slim` is TAG, or `slim` where that is not set.
 */
const variable =
  /\$(?:(\$)|([_a-z][_a-z0-9]*)(?:(:?[-?])([^}]*))?|\{([_a-z][_a-z0-9]*)(?:(:?[-?])([^}]*))?\}|)/gi;

/**
 * Puts variables into all texts of an item.
 *
 * @throws StackFileError for a `$` that starts nothing, and for a required variable that is not set.
 */
export function interpolate(item: Item, variables: Variables): Item {
  const done = new Map<Item, Item>();
  const visit = (one: Item): Item => {
    // What an anchor stands for is one item in many places.
    const known = done.get(one);
    if (known !== undefined) return known;
    const result = visitNew(one);
    done.set(one, result);
    return result;
  };
  const visitNew = (one: Item): Item => {
    const { value } = one;
    if (typeof value === "string") return value.includes("$") ? fill(value, one, variables) : one;
    if (value instanceof Map)
      return { ...one, value: new Map([...value].map(([key, inner]) => [key, visit(inner)])) };
    return Array.isArray(value) ? { ...one, value: value.map(visit) } : one;
  };
  return visit(item);
}

function fill(text: string, item: Item, { lookUp, onUnset }: Variables): Item {
  const { place } = item;
  const used: string[] = [];
  let isUnset = false;
  const value = text.replaceAll(variable, (_all, escaped?: string, ...groups: (string | undefined)[]) => {
    if (escaped !== undefined) return "$";
    const [name, operator, rest = ""] = groups[0] === undefined ? groups.slice(3, 6) : groups;
    if (name === undefined) throw invalid(place);
    const found = lookUp(name);
    const isGiven = found !== undefined && !(operator?.startsWith(":") === true && found === "");
    if (isGiven) {
      used.push(name);
      return found;
    }
    if (operator?.endsWith("-") === true) return rest;
    if (operator?.endsWith("?") === true) throw missing(name, place);
    if (found === undefined) {
      isUnset = true;
      onUnset(name, place);
    }
    used.push(name);
    return "";
  });
  return {
    value,
    place: used.length === 0 ? place : { ...place, variables: used },
    ...(isUnset ? { isUnset } : {}),
  };
}

function invalid(place: ItemPlace): StackFileError {
  const fix = "Write `$$` for a dollar sign, or `$NAME` for a variable.";
  return new StackFileError({ message: "a `$` here starts no variable.", ...place, fix });
}

function missing(name: string, place: ItemPlace): StackFileError {
  return new StackFileError({
    message: `the variable ${name} is required, and it is not set.`,
    ...place,
    fix: `Set ${name} in the environment, or in a file that --env-file names.`,
  });
}
