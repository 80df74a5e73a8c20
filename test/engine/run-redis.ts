import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { redisCommand } from "../../lab/index.ts";

export interface RedisFiles {
  readonly conf: string;
  readonly users: string;
}

/** A running Redis; `ask` gives what redis-cli prints. */
export interface RunningRedis {
  /** Path of the socket that it listens on; it has no port. */
  readonly socket: string;
  readonly ask: (user: string, password: string, ...command: string[]) => Promise<string>;
}

/** May do everything; added to the users' file, since none of ours may read the configuration. */
export const reader = { user: "reader", password: "reader" };

/** Lines that say where things lie in the container, and what stands for them here. */
const places = (directory: string): Readonly<Record<string, string>> => ({
  bind: "bind 127.0.0.1",
  port: `port 0\nunixsocket ${join(directory, "socket")}`,
  aclfile: `aclfile ${join(directory, "users.acl")}`,
  dir: `dir ${directory}`,
});

/** Starts a real Redis with our files and arguments after them; what `use` gives, or why the server refused them. */
export async function withRedis<T>(
  files: RedisFiles,
  use: (redis: RunningRedis) => Promise<T>,
  args: readonly string[] = [],
): Promise<{ refused: string } | { used: T }> {
  const directory = await mkdtemp(join(tmpdir(), "redis-"));
  const here = places(directory);
  const conf = files.conf.split("\n").map((line) => here[line.split(" ")[0] ?? ""] ?? line);
  await writeFile(join(directory, "redis.conf"), conf.join("\n"));
  const reading = `user ${reader.user} on >${reader.password} ~* &* +@all\n`;
  await writeFile(join(directory, "users.acl"), files.users + reading);
  const [server, cli] = await Promise.all([
    redisCommand("redis-server", () => {}),
    redisCommand("redis-cli", () => {}),
  ]);
  const running = execa(server.file, [...server.args, join(directory, "redis.conf"), ...args], {
    reject: false,
    all: true,
  });
  const ask: RunningRedis["ask"] = async (user, password, ...command) => {
    const address = ["-s", join(directory, "socket"), "--user", user, "--json"];
    const options = { reject: false, all: true, env: { REDISCLI_AUTH: password } } as const;
    return (await execa(cli.file, [...cli.args, ...address, ...command], options)).all;
  };
  try {
    let exited = false;
    const exit = running.then(() => {
      exited = true;
    });
    const patience = AbortSignal.timeout(60_000);
    while (!exited && !(await ask(reader.user, reader.password, "PING")).includes("PONG")) {
      if (patience.aborted) throw new Error("Redis neither answered nor refused.");
      await Promise.race([sleep(10), exit]);
    }
    return exited
      ? { refused: (await running).all }
      : { used: await use({ ask, socket: join(directory, "socket") }) };
  } finally {
    running.kill("SIGKILL");
    await running;
    await rm(directory, { recursive: true, force: true });
  }
}
