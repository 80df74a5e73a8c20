import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { answers, probe, toolchain } from "../../setup/probe.ts";

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test("a registry that asks for credentials is reachable", async () => {
  const url = await listen(createServer((_, response) => response.writeHead(401).end()));
  expect(await answers(url)).toBe(true);
});

test("a proxy that forbids the address is no source", async () => {
  const url = await listen(createServer((_, response) => response.writeHead(403).end()));
  expect(await answers(url)).toBe(false);
});

test("a port that nobody listens on gives up at once", async () => {
  const start = performance.now();
  expect(await answers("http://127.0.0.1:1/")).toBe(false);
  expect(performance.now() - start).toBeLessThan(1000);
});

test("a server that accepts and stays silent is given up after the limit", async () => {
  const url = await listen(createTcpServer((socket) => socket.on("error", () => undefined)));
  const start = performance.now();
  expect(await answers(url, 200)).toBe(false);
  expect(performance.now() - start).toBeLessThan(2000);
});

test("TOOLCHAIN forces the answer without asking anyone", async () => {
  expect(await probe({ TOOLCHAIN: "lab" })).toEqual({ pulumi: false, registry: false });
  expect(await probe({ TOOLCHAIN: "official" })).toEqual({ pulumi: true, registry: true });
});

test("a misspelt TOOLCHAIN is refused with the words that are known", () => {
  expect(() => toolchain({ TOOLCHAIN: "offical" })).toThrow('TOOLCHAIN="offical" is not known.');
});
