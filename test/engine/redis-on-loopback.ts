import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { redisCommand } from "../../lab/index.ts";
import { freePorts } from "../support/free-ports.ts";

/** Starts an empty Redis, with further arguments, and gives its address to `use`; it is killed in the end. */
export async function withRedisOnLoopback<T>(
  use: (address: string) => Promise<T>,
  more: readonly string[] = [],
): Promise<T> {
  const [port = 0] = await freePorts(1);
  const { file, args } = await redisCommand("redis-server", () => {});
  const settings = ["--bind", "127.0.0.1", "--port", String(port), "--save", "", ...more];
  const server = execa(file, [...args, ...settings], { reject: false });
  try {
    while (!(await isOpen(port))) await sleep(20);
    return await use(`redis://127.0.0.1:${port}`);
  } finally {
    server.kill("SIGKILL");
    await server;
  }
}

async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
