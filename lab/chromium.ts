import { access, constants, readdir } from "node:fs/promises";
import { join } from "node:path";
import { unpackDebianPackage } from "./debian.ts";
import type { Report } from "./report.ts";

/** A browser, and the variables that it needs to find its libraries. */
export interface BrowserCommand {
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Chromium, for tests that drive a real browser: the machine's own, else Debian's, of which nothing is installed.
 *
 * @throws UserError on a machine that has neither one nor apt.
 */
export async function chromiumCommand(report: Report): Promise<BrowserCommand> {
  const installed = await findInstalled();
  if (installed !== undefined) return { file: installed, env: {} };
  const { directory } = await unpackDebianPackage("chromium", report);
  const libraries = join(directory, "usr", "lib");
  const architecture = (await readdir(libraries)).find((name) => name.endsWith("-linux-gnu"));
  if (architecture === undefined) throw new Error(`There are no libraries for Chromium in ${libraries}.`);
  const folder = join(libraries, architecture);
  return {
    file: join(libraries, "chromium", "chromium"),
    // One of its libraries looks for its other half in a folder of its own.
    env: { LD_LIBRARY_PATH: [folder, join(folder, "pulseaudio")].join(":") },
  };
}

async function findInstalled(): Promise<string | undefined> {
  const folders = (process.env["PATH"] ?? "").split(":").filter((folder) => folder !== "");
  for (const path of ["chromium", "google-chrome"].flatMap((name) =>
    folders.map((folder) => join(folder, name)),
  )) {
    const runs = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return path;
  }
  return undefined;
}
