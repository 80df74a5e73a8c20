import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { SourceFile } from "../model.ts";

/**
 * Which of these files are under version control; git is asked once, inside a work tree of its own, and only when
 * somebody wants to know: few stack files hold a secret, and starting git takes as long as reading all of them.
 */
export function withCommitted(files: ReadonlyMap<string, SourceFile["kind"]>): readonly SourceFile[] {
  let tracked: { readonly files: ReadonlySet<string> | undefined } | undefined;
  return [...files].map(([path, kind]) => ({
    path,
    kind,
    get committed() {
      tracked ??= { files: trackedAmong([...files.keys()]) };
      return tracked.files?.has(resolve(path));
    },
  }));
}

function trackedAmong(files: readonly string[]): ReadonlySet<string> | undefined {
  const folder = workTreeOf(files[0] ?? ".");
  if (folder === undefined) return undefined;
  const paths = files.map((file) => resolve(file));
  try {
    // Loaded only now: most checks never ask.
    const { execFileSync } = process.getBuiltinModule("node:child_process");
    const list = execFileSync("git", ["ls-files", "-z", "--full-name", "--", ...paths], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 5_000,
    });
    return new Set(list.split("\0").map((file) => join(folder, file)));
  } catch {
    // No git, or a file outside of the work tree: then nothing is known.
    return undefined;
  }
}

function workTreeOf(file: string): string | undefined {
  for (let folder = dirname(resolve(file)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}
