import { readFileSync } from "node:fs";
import { shownName } from "../shown-name.ts";
import { StackFileError } from "./stack-file-error.ts";
import type { Item, ItemPlace } from "./tree.ts";

/**
 * The variables of a file as `docker` reads it: `NAME=value` to the end of the line, quotation marks and all; a
 * name alone has no value.
 *
 * @param place Where the file is named.
 * @throws StackFileError where it cannot be read, or has a line that Docker refuses.
 */
export function readEnvFile(path: string, shown: string, place: ItemPlace): ReadonlyMap<string, Item> {
  const found = new Map<string, Item>();
  readLines(path, shown, place).forEach((raw, index) => {
    const line = raw.replace(/^\s+/, "");
    if (line === "" || line.startsWith("#")) return;
    const at = { file: shown, line: index + 1, column: 1 };
    const [, name = "", value] = /^([^=]*)(?:=([\s\S]*))?$/.exec(line) ?? [];
    if (name === "" || /\s/.test(name)) {
      const fix = "Write NAME=value, without spaces in or around the name.";
      throw new StackFileError({ message: "this line names no variable.", ...at, fix });
    }
    found.set(name, { value: value ?? null, place: at });
  });
  return found;
}

function readLines(path: string, shown: string, place: ItemPlace): readonly string[] {
  try {
    return readFileSync(path, "utf8")
      .replace(/^\uFEFF/, "")
      .split(/\r?\n/);
  } catch {
    const fix = "Name a file that is there; a path is taken from the folder of the first stack file.";
    throw new StackFileError({
      message: `the file of variables ${shownName(shown)} cannot be read.`,
      ...place,
      fix,
    });
  }
}
