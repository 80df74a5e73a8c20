import { randomBytes, randomUUID } from "node:crypto";
import { chmod, link, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UserError } from "../config/user-error.ts";
import type { Paths } from "./paths.ts";

/**
 * Makes the passphrase file on first use: 32 random bytes, readable by this user only. It is never made
 * again while something exists that only the old passphrase can open.
 *
 * @param stackFiles stack files that may hold values encrypted with it.
 */
export async function ensurePassphrase(places: Paths, stackFiles: readonly string[] = []): Promise<void> {
  const file = places.passphraseFile;
  const found = await stat(file).catch(() => undefined);
  if (found !== undefined) {
    if (found.size === 0)
      throw new UserError(`The passphrase file ${file} is empty.`, { fix: restore(file) });
    if ((found.mode & 0o077) !== 0) await chmod(file, 0o600);
    return;
  }
  const encrypted = [...(await localStacks(places.state)), ...(await filesWithSalt(stackFiles))];
  if (encrypted.length > 0) {
    throw new UserError(
      `The passphrase file ${file} is missing, and ${encrypted[0]} is encrypted with that passphrase.`,
      { fix: restore(file) },
    );
  }
  await create(file);
}

function restore(file: string): string {
  return `put the file back, or set PULUMI_CONFIG_PASSPHRASE_FILE or PULUMI_CONFIG_PASSPHRASE; without the passphrase the secrets cannot be read again (then remove the stack file and the state, and run \`make up\`). It belongs in ${file}; docs/secrets.md says what can be saved.`;
}

/** Complete or not at all, and never over a file that another process made meanwhile. */
async function create(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${randomUUID()}`;
  await writeFile(temporary, randomBytes(32).toString("base64url"), { mode: 0o600 });
  await link(temporary, file).catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  });
  await rm(temporary, { force: true });
}

/** Names of the stacks that the local backends hold. */
async function localStacks(state: string): Promise<string[]> {
  const projects = await readdir(state).catch(() => []);
  const found = await Promise.all(
    projects.map(async (project) => {
      const files = await readdir(join(state, project, ".pulumi", "stacks", project)).catch(() => []);
      return files
        .filter((name) => name.endsWith(".json"))
        .map((name) => `the stack ${project}/${name.slice(0, -".json".length)}`);
    }),
  );
  return found.flat();
}

async function filesWithSalt(files: readonly string[]): Promise<string[]> {
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "")));
  return files.filter((_, index) => /^encryptionsalt:/m.test(texts[index] ?? ""));
}
