import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { z } from "zod";
import { labCacheFolder } from "../../lab/cache-folder.ts";
import { findGo } from "../../lab/go.ts";

/** Another linter, ready to be run on a stack file. */
export interface Peer {
  readonly name: string;
  readonly run: (stackFile: string) => Promise<unknown>;
}

/** Versions that were read from their registries; a peer is measured, never shipped. */
const versions = { dclint: "3.1.0", checkov: "3.3.30", kics: "2.2.0" } as const;

/** What people would use instead, and what of it cannot be had here, with the reason. */
export async function installPeers(): Promise<{ peers: readonly Peer[]; missing: readonly string[] }> {
  const wanted = [dclint, checkov, kics];
  const found = await Promise.allSettled(wanted.map((install) => install()));
  return {
    peers: found.flatMap((result) => (result.status === "fulfilled" ? [result.value] : [])),
    missing: found.flatMap((result, index) =>
      result.status === "rejected" ? [`${wanted[index]?.name}: ${firstLine(result.reason)}`] : [],
    ),
  };
}

async function dclint(): Promise<Peer> {
  const folder = await folderOf(`dclint-${versions.dclint}`);
  const program = join(folder, "node_modules", "dclint", "bin", "dclint.cjs");
  const install = ["install", "--prefix", folder, "--no-audit", "--no-fund"];
  if (!existsSync(program)) await execa("npm", [...install, `dclint@${versions.dclint}`]);
  return {
    name: `dclint ${versions.dclint}`,
    // It ends with 1 where it finds something.
    run: (file) => execa(process.execPath, [program, file], { reject: false }),
  };
}

async function checkov(): Promise<Peer> {
  const folder = await folderOf(`checkov-${versions.checkov}`);
  const program = join(folder, "bin", "checkov");
  if (!existsSync(program)) {
    await execa("python3", ["-m", "venv", folder]);
    await execa(join(folder, "bin", "pip"), ["install", "--quiet", `checkov==${versions.checkov}`]);
  }
  const quiet = ["--quiet", "--compact", "--skip-download"];
  return {
    name: `checkov ${versions.checkov}`,
    run: (file) => execa(program, ["-f", file, ...quiet], { reject: false, cwd: dirname(file) }),
  };
}

/** Its Go module holds the program and the queries; there is no binary of it in a registry. */
async function kics(): Promise<Peer> {
  const program = join(await folderOf(`kics-${versions.kics}`), "kics");
  const go = await findGo(() => {});
  const module = `github.com/Checkmarx/kics/v2@v${versions.kics}`;
  const { stdout } = await execa(go, ["mod", "download", "-json", module], { cwd: dirname(program) });
  const { Dir } = z.object({ Dir: z.string() }).parse(JSON.parse(stdout));
  if (!existsSync(program)) await execa(go, ["build", "-o", program, "./cmd/console"], { cwd: Dir });
  const [queries, libraries] = ["queries", "libraries"].map((name) => join(Dir, "assets", name));
  const scan = ["scan", "--no-progress", "--type", "DockerCompose"];
  return {
    name: `KICS ${versions.kics}`,
    // It ends with 20 to 60 where it finds something.
    run: (file) =>
      execa(program, [...scan, "-q", `${queries}`, "-b", `${libraries}`, "-p", file], { reject: false }),
  };
}

async function folderOf(name: string): Promise<string> {
  const folder = join(labCacheFolder(), "bench", name);
  await mkdir(folder, { recursive: true });
  return folder;
}

function firstLine(error: unknown): string {
  return error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
}
