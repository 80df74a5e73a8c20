import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { sshServerCommand } from "../../lab/index.ts";
import { freePorts } from "./free-ports.ts";

/** A real ssh server on loopback, whose only user is in the group of Docker's socket. */
export interface SshServer {
  /** `ssh://deploy@127.0.0.1:PORT` */
  readonly host: string;
  /** A private key that it accepts. */
  readonly key: string;
  /** The line of its host key for known_hosts. */
  readonly knownHosts: () => Promise<string>;
  /** Starts anew with another host key, as a machine that was set up again; or somebody in between. */
  readonly changeHostKey: () => Promise<void>;
  /** Starts anew, the user now being in no group. */
  readonly leaveGroup: () => Promise<void>;
  readonly dispose: () => Promise<void>;
}

const user = { name: "deploy", id: 64_123 };
const socket = "/var/run/docker.sock";

/** Why such a server cannot run here; undefined where it can. It needs a user and a passwd file of its own. */
export async function sshServerProblem(): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return "needs root, for an ssh server with a user of its own";
  const { failed } = await execa("unshare", ["--mount", "true"], { reject: false });
  return failed ? "this machine allows no mount namespaces" : undefined;
}

export async function startSshServer(): Promise<SshServer> {
  const command = await sshServerCommand(() => undefined);
  const directory = await mkdtemp(join(tmpdir(), "swarm-sshd-"));
  const [port = 0] = await freePorts(1);
  const { gid } = await stat(socket);
  let running: ChildProcess;

  const start = async (group: number): Promise<void> => {
    // The tools lie in a folder that only root may enter; the user sees them through a mount of its own.
    const artifact = command.file.slice(0, command.file.indexOf("/usr/"));
    const seen = (path: string) => path.replace(artifact, join(directory, "tools"));
    const sshd = [command.file, ...command.args].map(seen);
    const script = `mount --bind passwd /etc/passwd && mount --bind "$0" tools && exec setpriv --reuid ${user.id} --regid ${group} --clear-groups "$@"`;
    const server = [...sshd, "-D", "-e", "-r", "-f", join(directory, "config")];
    running = spawn("unshare", ["--mount", "sh", "-c", script, artifact, ...server], {
      cwd: directory,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    running.stderr?.on("data", (chunk) => {
      said += String(chunk);
    });
    for (let tries = 0; tries < 100; tries++) {
      if (await answers(port)) return;
      await sleep(100);
    }
    throw new Error(`sshd does not answer:\n${said}`);
  };
  const stop = async (): Promise<void> => {
    if (running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, "exit");
    running.kill();
    await ended;
  };

  await mkdir(join(directory, "tools"));
  await makeKey(join(directory, "user_key"));
  await writeFile(
    join(directory, "authorized_keys"),
    await readFile(join(directory, "user_key.pub"), "utf8"),
  );
  const passwd = await readFile("/etc/passwd", "utf8");
  const line = `${user.name}:x:${user.id}:${gid}::${directory}:/bin/sh\n`;
  await writeFile(join(directory, "passwd"), passwd + line);
  await writeFile(join(directory, "config"), configText(directory, port));
  await newHostKey(directory);
  await chown(directory, user.id, gid);
  await start(gid);
  return {
    host: `ssh://${user.name}@127.0.0.1:${port}`,
    key: await readFile(join(directory, "user_key"), "utf8"),
    knownHosts: async () => {
      const [type, key] = (await readFile(join(directory, "host_key.pub"), "utf8")).split(" ");
      return `[127.0.0.1]:${port} ${type} ${key}`;
    },
    changeHostKey: async () => {
      await stop();
      await newHostKey(directory);
      await start(gid);
    },
    leaveGroup: async () => {
      await stop();
      await start(user.id);
    },
    dispose: async () => {
      await stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function newHostKey(directory: string): Promise<void> {
  const file = join(directory, "host_key");
  await rm(file, { force: true });
  await makeKey(file);
  await chown(file, user.id, user.id);
}

async function makeKey(file: string): Promise<void> {
  await execa("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", file]);
}

function configText(directory: string, port: number): string {
  return [
    `Port ${port}`,
    "ListenAddress 127.0.0.1",
    `HostKey ${join(directory, "host_key")}`,
    `AuthorizedKeysFile ${join(directory, "authorized_keys")}`,
    "UsePAM no",
    "PasswordAuthentication no",
    "KbdInteractiveAuthentication no",
    "StrictModes no",
    "PidFile none",
    "",
  ].join("\n");
}

async function answers(port: number): Promise<boolean> {
  const connection = connect(port, "127.0.0.1");
  try {
    await once(connection, "data");
    return true;
  } catch {
    return false;
  } finally {
    connection.destroy();
  }
}
