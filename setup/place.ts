import { copyFile, link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Says that the tools beside it were built in lab/, and from which files; an official install has none. */
const marker = "built-by-centrifugo-swarm.json";

export async function isFromLab(folder: string): Promise<boolean> {
  return (await readMarker(folder)) !== undefined;
}

/** Puts built tools where Pulumi looks for them; `sources[i]` becomes `files[i]`. Unchanged ones stay. */
export async function placeFromLab(
  folder: string,
  files: readonly string[],
  sources: readonly string[],
): Promise<void> {
  const content = `${JSON.stringify(sources)}\n`;
  if ((await readMarker(folder)) === content) return;
  await mkdir(folder, { recursive: true });
  // First the mark: an interrupted placing must not look like an official install.
  await writeFile(join(folder, marker), "unfinished\n");
  for (const [index, name] of files.entries()) {
    const source = sources[index];
    if (source !== undefined) await place(source, join(folder, name));
  }
  await writeFile(join(folder, marker), content);
}

/** A hard link where the file system allows it, else a copy; never a half-written file under the final name. */
async function place(source: string, target: string): Promise<void> {
  const temporary = `${target}.${process.pid}`;
  await rm(temporary, { force: true });
  await link(source, temporary).catch(() => copyFile(source, temporary));
  await rename(temporary, target);
  // rename() does nothing, successfully, when both names are the same file.
  await rm(temporary, { force: true });
}

function readMarker(folder: string): Promise<string | undefined> {
  return readFile(join(folder, marker), "utf8").catch(() => undefined);
}
