import { mkdir, readdir, readFile, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { UserError } from "../config/user-error.ts";
import { type Artifact, buildOnce } from "./build-cache.ts";
import { estimates } from "./estimates.ts";
import type { Report } from "./report.ts";
import { run } from "./run.ts";

/**
 * Unpacks a Debian package and the libraries it needs into a folder that can be an image's root; nothing is
 * installed on the machine. The version is the one that this release of Debian or Ubuntu has.
 *
 * @throws UserError on a machine without apt.
 */
export async function unpackDebianPackage(name: string, report: Report): Promise<Artifact> {
  return buildOnce(
    {
      name: `debian-${name}`,
      title: `${name} from this machine's Debian packages`,
      usualTime: estimates.debian,
      inputs: [name, await releaseName()],
      files: [],
      build: async ({ output, scratch, log }) => {
        await download(name, scratch, log).catch(async () => {
          // A fresh machine has no package lists yet, and an old one names files that are gone.
          await run(log, ["apt-get", "update"]);
          await download(name, scratch, log);
        });
        await extract(scratch, output, log);
        const archive = (await readdir(scratch)).find((file) => file.startsWith(`${name}_`));
        if (archive === undefined) throw new Error(`apt-get downloaded no ${name}.`);
        return upstreamVersion(await packageVersion(join(scratch, archive)));
      },
    },
    report,
  );
}

/** `5:7.0.15-1~deb12u10` is version 7.0.15 of what the package carries. */
export function upstreamVersion(version: string): string {
  return version.replace(/^\d+:/, "").replace(/[-+~].*$/, "");
}

async function releaseName(): Promise<string> {
  const text = await readFile("/etc/os-release", "utf8").catch(() => "");
  const release = /^VERSION_CODENAME=(.+)$/m.exec(text)?.[1];
  const { failed } = await execa("apt-get", ["--version"], { reject: false });
  if (failed || release === undefined) {
    throw new UserError("Images can only be built here on Debian or Ubuntu: this machine has no apt.", {
      fix: "use a machine that reaches an image registry, or Debian 12.",
    });
  }
  return release;
}

async function download(name: string, folder: string, log: string): Promise<void> {
  await run(log, ["apt-get", "download", ...(await withLibraries(name))], { cwd: folder });
}

/** The package and, of all it depends on, what a program needs to start: libraries and its own other parts. */
async function withLibraries(name: string): Promise<string[]> {
  const found = new Set([name]);
  const beginnings = ["lib", "zlib", `${name.split("-")[0]}-`];
  for (const current of found) {
    const { stdout } = await execa("apt-cache", ["depends", "--important", current]);
    for (const [, dependency = ""] of stdout.matchAll(/^ {2}(?:Pre)?Depends: (\S+)$/gm)) {
      if (beginnings.some((beginning) => dependency.startsWith(beginning))) found.add(dependency);
    }
  }
  return [...found];
}

async function extract(archives: string, root: string, log: string): Promise<void> {
  // Older packages have files in /lib and newer ones in /usr/lib: with these links both land in one place.
  for (const folder of ["bin", "sbin", "lib", "lib64"]) {
    await mkdir(join(root, "usr", folder), { recursive: true });
    await symlink(join("usr", folder), join(root, folder));
  }
  const options = ["--extract", "--no-same-owner", "--keep-directory-symlink", "--directory", root];
  const omitted = ["doc", "man", "locale", "lintian", "bash-completion", "vim"].map(
    (folder) => `--exclude=./usr/share/${folder}`,
  );
  for (const archive of await readdir(archives)) {
    const script = 'set -o pipefail; archive=$1; shift; dpkg-deb --fsys-tarfile "$archive" | tar "$@"';
    await run(log, ["bash", "-c", script, "extract", join(archives, archive), ...options, ...omitted]);
  }
  await rm(join(root, "etc", "init.d"), { recursive: true, force: true });
}

async function packageVersion(archive: string): Promise<string> {
  return (await execa("dpkg-deb", ["--field", archive, "Version"])).stdout.trim();
}
