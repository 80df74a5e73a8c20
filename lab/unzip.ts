import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, normalize, sep } from "node:path";
import { inflateRawSync } from "node:zlib";

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const deflated = 8;

/**
 * Unpacks a zip archive (a Python wheel is one) with its run bits; `unzip` is not on every machine.
 *
 * @throws Error when the archive is damaged, or has an entry that would land outside of the folder.
 */
export async function unzip(archive: string, folder: string): Promise<void> {
  const data = await readFile(archive);
  // The directory's end is the last record: a comment of up to 64 KiB may follow its signature.
  const end = data.lastIndexOf(signature(endOfDirectory));
  if (end < 0) throw new Error(`${archive} is not a zip archive.`);
  const entries = data.readUInt16LE(end + 10);
  let position = data.readUInt32LE(end + 16);

  for (let index = 0; index < entries; index++) {
    if (data.readUInt32LE(position) !== directoryEntry) throw new Error(`${archive} is damaged.`);
    const nameLength = data.readUInt16LE(position + 28);
    const name = data.toString("utf8", position + 46, position + 46 + nameLength);
    if (!name.endsWith("/")) {
      const path = safePath(folder, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content(data, position));
      const mode = (data.readUInt32LE(position + 38) >>> 16) & 0o777;
      if ((mode & 0o100) !== 0) await chmod(path, 0o755);
    }
    position += 46 + nameLength + data.readUInt16LE(position + 30) + data.readUInt16LE(position + 32);
  }
}

function content(data: Buffer, entry: number): Buffer {
  const method = data.readUInt16LE(entry + 10);
  const size = data.readUInt32LE(entry + 20);
  const local = data.readUInt32LE(entry + 42);
  const start = local + 30 + data.readUInt16LE(local + 26) + data.readUInt16LE(local + 28);
  const stored = data.subarray(start, start + size);
  return method === deflated ? inflateRawSync(stored) : stored;
}

function safePath(folder: string, name: string): string {
  const path = normalize(join(folder, name));
  if (!path.startsWith(folder + sep))
    throw new Error(`The archive entry ${name} lies outside of its folder.`);
  return path;
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
