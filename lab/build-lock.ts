import { createHash } from "node:crypto";
import { createConnection, createServer, type Server, type Socket } from "node:net";

/**
 * Runs a task while no other process of this machine runs one under the same name.
 *
 * The lock is an abstract Unix socket: the kernel hands it to exactly one process and takes it back when
 * that process ends, however it ends, so a killed run leaves no stale lock behind. (Abstract sockets exist
 * on Linux only, as the lab does.)
 */
export async function withBuildLock<T>(name: string, onWait: () => void, task: () => Promise<T>): Promise<T> {
  const address = `\0centrifugo-swarm-${createHash("sha256").update(name).digest("hex").slice(0, 32)}`;
  const lock = await acquire(address, onWait);
  try {
    return await task();
  } finally {
    await lock.release();
  }
}

type Lock = { release: () => Promise<void> };

async function acquire(address: string, onWait: () => void): Promise<Lock> {
  for (let attempt = 0; ; attempt++) {
    const lock = await tryLock(address);
    if (lock !== undefined) return lock;
    if (attempt === 0) onWait();
    await waitForRelease(address);
  }
}

function tryLock(address: string): Promise<Lock | undefined> {
  return new Promise((resolve, reject) => {
    const waiting = new Set<Socket>();
    const server = createServer((socket) => {
      waiting.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => waiting.delete(socket));
    });
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(undefined);
      else reject(error);
    });
    server.listen(address, () => resolve({ release: () => closeServer(server, waiting) }));
  });
}

function closeServer(server: Server, waiting: Set<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of waiting) socket.destroy();
  });
}

/** The holder never writes: the connection ends when it lets go of the lock or dies. */
function waitForRelease(address: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = createConnection(address);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => resolve());
  });
}
