import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readdir, readlink } from "node:fs/promises";
import { join } from "node:path";

/** SHA-256 over the names, run bits and contents of a file or a whole folder, the same on every machine. */
export async function hashFiles(path: string): Promise<string> {
  const hash = createHash("sha256");
  await addToHash(hash, path, "");
  return hash.digest("hex");
}

async function addToHash(hash: Hash, root: string, name: string): Promise<void> {
  const path = join(root, name);
  const status = await lstat(path);
  if (status.isDirectory()) {
    for (const entry of (await readdir(path)).sort()) await addToHash(hash, root, join(name, entry));
  } else if (status.isSymbolicLink()) {
    hash.update(`link\0${name}\0${await readlink(path)}\0`);
  } else {
    const executable = (status.mode & 0o100) !== 0;
    hash.update(`file\0${name}\0${executable}\0${status.size}\0`);
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  }
}
