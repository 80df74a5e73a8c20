import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { unpackDebianPackage } from "./debian.ts";
import type { Report } from "./report.ts";

/**
 * The command that runs a program of Debian's Redis on this machine: `redis-server` or `redis-cli`. It is not
 * installed, so its own loader starts it with its own libraries.
 *
 * @returns the file to run and the arguments that come before the program's own.
 */
export async function redisCommand(
  program: "redis-server" | "redis-cli",
  report: Report,
): Promise<{ file: string; args: string[] }> {
  const { directory } = await unpackDebianPackage("redis-server", report);
  const libraries = join(directory, "usr", "lib");
  for (const architecture of await readdir(libraries)) {
    if (!architecture.endsWith("-linux-gnu")) continue;
    const folder = join(libraries, architecture);
    const loader = (await readdir(folder)).find((name) => /^ld-linux.*\.so/.test(name));
    if (loader === undefined) continue;
    const args = ["--library-path", folder, join(directory, "usr", "bin", program)];
    return { file: join(folder, loader), args };
  }
  throw new Error(`There is no loader for ${program} in ${libraries}.`);
}
