import { unpackDebianPackage } from "./debian.ts";
import { debianCommand } from "./debian-command.ts";
import type { Report } from "./report.ts";

/** The command that runs Debian's ssh server on this machine; nothing is installed. */
export async function sshServerCommand(report: Report): Promise<{ file: string; args: string[] }> {
  const { directory } = await unpackDebianPackage("openssh-server", report);
  return debianCommand(directory, "usr/sbin/sshd");
}
