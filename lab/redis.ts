import { join } from "node:path";
import { unpackDebianPackage } from "./debian.ts";
import { debianCommand } from "./debian-command.ts";
import type { Report } from "./report.ts";

/** The command that runs a program of Debian's Redis on this machine. */
export async function redisCommand(
  program: "redis-server" | "redis-cli",
  report: Report,
): Promise<{ file: string; args: string[] }> {
  const { directory } = await unpackDebianPackage("redis-server", report);
  return debianCommand(directory, join("usr", "bin", program));
}
