import { readFileSync } from "node:fs";
import { join } from "node:path";

export type GoModule = {
  /** The smallest Go that the module says it needs. */
  go: string;
  /** The package that is built from it, when it is another module's. */
  tool: string | undefined;
  /** Version by module path, without what a `replace` overrides. */
  requires: Map<string, string>;
  /** Version by module path that a `replace` puts in. */
  replacements: Map<string, string>;
};

/** Reads what a test needs to know of a go.mod file. */
export function readGoMod(name: string): GoModule {
  const text = readFileSync(join(import.meta.dirname, "..", "..", "lab", name, "go.mod"), "utf8");
  const replaced = [...text.matchAll(/^\t?(?:replace )?(\S+) => (\S+) (\S+)$/gm)];
  const requires = new Map(
    [...text.matchAll(/^\t(?:require )?(\S+) (v\S+)(?: \/\/ indirect)?$/gm)].map((m) => [
      m[1] ?? "",
      m[2] ?? "",
    ]),
  );
  for (const [, original] of replaced) requires.delete(original ?? "");
  return {
    go: /^go (\S+)$/m.exec(text)?.[1] ?? "",
    tool: /^tool (\S+)$/m.exec(text)?.[1],
    requires,
    replacements: new Map(replaced.map((m) => [m[2] ?? "", m[3] ?? ""])),
  };
}
