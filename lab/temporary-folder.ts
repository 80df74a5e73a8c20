import { mkdir, readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Runs a task with a folder of its own beside `target`, on the same file system, and removes it afterwards.
 * What a killed run left there is removed first; the caller holds the lock of `target`.
 */
export async function withTemporaryFolder<T>(
  target: string,
  task: (folder: string) => Promise<T>,
): Promise<T> {
  const parent = dirname(target);
  const prefix = `${basename(target)}.tmp-`;
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    if (name.startsWith(prefix)) await rm(join(parent, name), { recursive: true, force: true });
  }
  const folder = join(parent, `${prefix}${process.pid}`);
  try {
    await mkdir(folder);
    return await task(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
