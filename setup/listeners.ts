import { readdir, readFile, readlink } from "node:fs/promises";

/** A TCP socket of this machine that waits for connections. */
export interface Listener {
  readonly port: number;
  readonly inode: string;
}

/** All listening TCP sockets, from /proc; none where there is no /proc. Needs no privilege. */
export async function readListeners(): Promise<Listener[]> {
  const tables = await Promise.all(
    ["/proc/net/tcp", "/proc/net/tcp6"].map((file) => readFile(file, "utf8").catch(() => "")),
  );
  return tables.flatMap(parseListeners);
}

/** Reads a table as proc(5) describes it: local address in hexadecimal, state 0A is LISTEN, inode in column 10. */
export function parseListeners(table: string): Listener[] {
  return table
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[3] === "0A")
    .map((columns) => ({
      port: Number.parseInt(columns[1]?.split(":")[1] ?? "", 16),
      inode: columns[9] ?? "",
    }));
}

/** The process that holds a socket; undefined when this user may not see it. */
export async function processOf(inode: string): Promise<{ pid: number; name: string } | undefined> {
  const wanted = `socket:[${inode}]`;
  for (const pid of (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name))) {
    const folder = `/proc/${pid}/fd`;
    const descriptors = await readdir(folder).catch(() => []);
    const targets = await Promise.all(
      descriptors.map((descriptor) => readlink(`${folder}/${descriptor}`).catch(() => "")),
    );
    if (!targets.includes(wanted)) continue;
    const name = (await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "")).trim();
    return { pid: Number(pid), name: name || "unknown" };
  }
  return undefined;
}
