import { readdir, readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { z } from "zod/mini";
import { UserError } from "../config/user-error.ts";
import { parseJson } from "../model/parse-json.ts";
import { backendFolder, usesLocalBackend } from "./backend.ts";
import type { Report } from "./console.ts";
import { type Project, shortName } from "./project.ts";
import { type PulumiContext, pulumi } from "./pulumi.ts";

const lockSchema = z.object({ pid: z.number(), hostname: z.string(), timestamp: z.string() });

/**
 * Removes the lock that a Pulumi which is gone has left in the local backend, and says so.
 *
 * @throws UserError when the Pulumi that holds it still works.
 */
export async function releaseStaleLock(
  context: PulumiContext,
  project: Project,
  report: Report,
): Promise<void> {
  if (!usesLocalBackend(project, context.env)) return;
  const locks = join(backendFolder(project, context.env), ".pulumi", "locks", "organization", project.name);
  const folder = join(locks, shortName(context.stack));
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".json"));
  for (const name of names) {
    const lock = await readLock(join(folder, name));
    if (lock !== undefined && (lock.hostname !== hostname() || (await isPulumi(lock.pid)))) {
      throw new UserError(
        `Pulumi is working on the stack ${context.stack} (process ${lock.pid} on ${lock.hostname}, since ${lock.timestamp}).`,
        { fix: "wait for its end. If that process is gone: pulumi cancel" },
      );
    }
  }
  if (names.length === 0) return;
  report("an earlier run was ended before it could finish; releasing its lock (pulumi cancel)");
  await pulumi(context, ["cancel", "--yes", "--stack", context.stack]);
}

/** @throws UserError for a lock that cannot be read: who holds it is not known then. */
async function readLock(file: string): Promise<z.output<typeof lockSchema> | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  // Gone since the folder was listed: its holder has ended.
  if (text === undefined) return undefined;
  const lock = lockSchema.safeParse(parseJson(text)).data;
  if (lock !== undefined) return lock;
  throw new UserError(`The lock of Pulumi in ${file} cannot be read, so its holder is not known.`, {
    fix: "when no Pulumi works on the stack any more: pulumi cancel",
  });
}

/** Process numbers are used again: the name has to fit too, where it can be read. */
async function isPulumi(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "pulumi");
  return name.startsWith("pulumi");
}
