import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface SshAccess {
  /** Private key in OpenSSH's or PEM format, without a passphrase. */
  readonly key: string;
  /** Lines of a known_hosts file; no other host is talked to. */
  readonly knownHosts: string;
}

/**
 * Makes a folder with key, known hosts and an `ssh` that uses only those. Docker and Pulumi's provider start
 * the `ssh` that is first on PATH; the user's own ~/.ssh is neither read nor changed.
 *
 * @param parent where the folder is made; it can be read by this user only.
 * @param program the real ssh.
 * @returns the folder, whose `bin` belongs on PATH.
 */
export async function writeSshFolder(
  parent: string,
  { key, knownHosts }: SshAccess,
  program: string,
): Promise<string> {
  const folder = await mkdtemp(join(parent, "swarm-ssh-"));
  const write = (name: string, text: string, mode: number) => writeFile(join(folder, name), text, { mode });
  await write("key", lines(key), 0o600);
  await write("known_hosts", lines(knownHosts), 0o600);
  await write("config", configText(folder), 0o600);
  await mkdir(join(folder, "bin"));
  await write(
    "bin/ssh",
    `#!/bin/sh\nexec ${quoted(program)} -F ${quoted(join(folder, "config"))} "$@"\n`,
    0o700,
  );
  return folder;
}

function configText(folder: string): string {
  const options = [
    `IdentityFile "${join(folder, "key")}"`,
    "IdentitiesOnly yes",
    "BatchMode yes",
    // A host whose key is another one, or none that we were given, is not talked to.
    "StrictHostKeyChecking yes",
    `UserKnownHostsFile "${join(folder, "known_hosts")}"`,
    "GlobalKnownHostsFile /dev/null",
    "UpdateHostKeys no",
    "ForwardAgent no",
    // A preview asks Docker a dozen times at once, more than a server lets knock at its door (MaxStartups).
    "ControlMaster auto",
    `ControlPath "${join(folder, "s")}"`,
    "ControlPersist 60",
  ];
  return `Host *\n${options.map((option) => `  ${option}\n`).join("")}`;
}

/** As ssh reads it: a key that came through a form has lost its last line break, or has those of Windows. */
function lines(text: string): string {
  return `${text.replaceAll("\r\n", "\n").trimEnd()}\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
