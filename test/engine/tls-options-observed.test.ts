import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { expect, test } from "vitest";
import { withPlainTraefik } from "./plain-traefik.ts";
import type { Settings } from "./run-centrifugo.ts";

const host = "live.example.com";

/** The protocol that a client of a host gets; empty: none is agreed on; undefined: the handshake fails. */
function shakeHands(port: number, servername: string, offered: string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({
      port,
      host: "127.0.0.1",
      servername,
      ALPNProtocols: offered,
      rejectUnauthorized: false,
    });
    socket.once("secureConnect", () => {
      resolve(socket.alpnProtocol || "");
      socket.destroy();
    });
    socket.once("error", () => resolve(undefined));
  });
}

/** What a browser gets for a websocket, and what a client gets that offers HTTP/2 as well. */
async function protocolsWith(
  tlsOption: string,
  options: Settings,
  others: Settings = {},
): Promise<{ browser: string | undefined; both: string | undefined; log: string }> {
  const directory = await mkdtemp(join(tmpdir(), "tls-options-"));
  const backend = "http://127.0.0.1:9";
  const router = { rule: `Host(\`${host}\`)`, service: "nobody", tls: { options: tlsOption } };
  const services = { nobody: { loadBalancer: { servers: [{ url: backend }] } } };
  const filename = join(directory, "dynamic.yaml");
  const tls = { options: { default: { alpnProtocols: ["ready"] }, ...options } };
  await writeFile(filename, JSON.stringify({ http: { routers: { ws: router, ...others }, services }, tls }));
  // Only the file has this protocol, so whoever gets it meets a Traefik that has read everything.
  const isReady = async (port: number) =>
    (await shakeHands(port, "other.example.com", ["ready"])) === "ready";
  const file = {
    web: { http: { tls: {} } },
    backend,
    static: { providers: { file: { filename } } },
    isReady,
  };
  try {
    return await withPlainTraefik(file, async ({ port, log }) => {
      const browser = await shakeHands(port, host, ["http/1.1"]);
      return { browser, both: await shakeHands(port, host, ["h2", "http/1.1"]), log: log() };
    });
  } finally {
    await rm(directory, { recursive: true });
  }
}

test("require-http1-in-alpn: with h2 alone a client that offers both gets HTTP/2, and without h2 nobody gets in", async () => {
  const options = (...alpnProtocols: readonly string[]) => ({ ws: { alpnProtocols } });
  expect(await protocolsWith("ws", options("h2"))).toMatchObject({ browser: "", both: "h2" });
  const refused = { browser: undefined, both: undefined };
  expect(await protocolsWith("ws", options("acme-tls/1"))).toMatchObject(refused);
  expect(await protocolsWith("ws", options("http/1.1"))).toMatchObject({
    browser: "http/1.1",
    both: "http/1.1",
  });
});

test("require-tls-option-from-file: an option that is in no file closes every connection to its host", async () => {
  const options = { ws: { alpnProtocols: ["http/1.1"] } };
  expect(await protocolsWith("ws@swarm", options)).toMatchObject({
    browser: undefined,
    both: undefined,
    log: expect.stringContaining("unknown TLS options: ws@swarm"),
  });
  expect(await protocolsWith("ws@file", options)).toMatchObject({ browser: "http/1.1", both: "http/1.1" });
});

test("use-defined-tls-option: an option that no file defines closes every connection to its host, others are served", async () => {
  expect(await protocolsWith("elsewhere@file", { ws: { alpnProtocols: ["http/1.1"] } })).toMatchObject({
    browser: undefined,
    both: undefined,
    log: expect.stringContaining("unknown TLS options: elsewhere@file"),
  });
});

test("use-one-tls-option-per-host: with two options for one host all its routers get the default one", async () => {
  const options = { ws: { alpnProtocols: ["http/1.1"] } };
  const app = { rule: `Host(\`${host}\`) && PathPrefix(\`/app\`)`, service: "nobody" };
  const conflict = await protocolsWith("ws", options, { app: { ...app, tls: {} } });
  expect(conflict).toMatchObject({
    browser: undefined,
    both: undefined,
    log: expect.stringContaining("multiple routers with different TLS options"),
  });
  const agreed = await protocolsWith("ws", options, { app: { ...app, tls: { options: "ws" } } });
  expect(agreed).toMatchObject({ browser: "http/1.1", both: "http/1.1" });
});
