import { readdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * How to run a program out of an unpacked Debian package: it is not installed, so its own loader starts it with
 * its own libraries.
 *
 * @param program its path in the package, such as `usr/bin/redis-server`.
 * @returns the file to run and the arguments that come before the program's own.
 */
export async function debianCommand(
  directory: string,
  program: string,
): Promise<{ file: string; args: string[] }> {
  const libraries = join(directory, "usr", "lib");
  for (const architecture of await readdir(libraries)) {
    if (!architecture.endsWith("-linux-gnu")) continue;
    const folder = join(libraries, architecture);
    const loader = (await readdir(folder)).find((name) => /^ld-linux.*\.so/.test(name));
    if (loader === undefined) continue;
    return { file: join(folder, loader), args: ["--library-path", folder, join(directory, program)] };
  }
  throw new Error(`There is no loader for ${program} in ${libraries}.`);
}
