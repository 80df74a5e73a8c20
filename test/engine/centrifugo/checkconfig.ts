import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import type { Rendered } from "./verdicts.ts";

/** Runs something with a folder that holds a `config.json`. */
export async function withConfig<T>(json: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "centrifugo-config-"));
  try {
    await writeFile(join(folder, "config.json"), json);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Why `checkconfig --strict` refuses a configuration; empty: it accepts it. */
export function checkconfig(binary: string, { json, variables }: Rendered): Promise<string> {
  return withConfig(json, async (cwd) => {
    const { failed, all } = await execa(binary, ["checkconfig", "--strict", "-c", "config.json"], {
      cwd,
      env: variables,
      extendEnv: false,
      reject: false,
      all: true,
    });
    return failed ? all || "failed" : "";
  });
}

/** Runs a task for each item, a few at a time; the results come in the order of the items. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  most: number,
  task: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await task(item, index);
  };
  await Promise.all(Array.from({ length: most }, worker));
  return results;
}
