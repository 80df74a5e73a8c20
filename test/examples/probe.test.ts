import { createServer } from "node:http";
import { expect, test } from "vitest";
import { probe } from "../../examples/backend/probe.ts";
import { freePorts } from "../support/free-ports.ts";
import { exampleSettings, listening, pageOrigin } from "./backend.ts";

/** A server that answers upgrades with a status, and remembers what it was asked. */
function upgradeServer(status: number, asked: string[] = []) {
  const server = createServer((_, response) => response.writeHead(status === 101 ? 200 : status).end());
  server.on("upgrade", ({ headers, url }, socket) => {
    asked.push(`${url} ${headers.host} ${headers.origin}`);
    socket.end(`HTTP/1.1 ${status} Any\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
  });
  return server;
}

const url = (port: string | number) => `ws://127.0.0.1:${port}/connection/websocket`;

test.each([101, 403, 404, 502])("the backend is told %i where a page is told nothing", async (status) => {
  const asked: string[] = [];
  await listening(upgradeServer(status, asked), async (address) => {
    const { port, host } = new URL(address);
    const found = await probe(exampleSettings({ websocketUrl: url(port), healthUrl: address }));
    expect(found.upgrade).toEqual({ status, code: "" });
    expect(asked).toEqual([`/connection/websocket ${host} ${pageOrigin}`]);
  });
});

test("it dials Traefik under its own name, and asks for the public one", async () => {
  const asked: string[] = [];
  await listening(upgradeServer(101, asked), async (address) => {
    const settings = exampleSettings({
      websocketUrl: "ws://centrifugo.localhost:8443/connection/websocket",
      edgeAddress: new URL(address).host,
      healthUrl: address,
    });
    expect(await probe(settings)).toMatchObject({ upgrade: { status: 101 }, centrifugo: { ok: true } });
    expect(asked[0]).toContain(" centrifugo.localhost:8443 ");
  });
});

test("no answer is told by the kind of the error", async () => {
  const [port = 0] = await freePorts(1);
  const settings = exampleSettings({ websocketUrl: url(port), healthUrl: `http://127.0.0.1:${port}/health` });
  expect(await probe(settings)).toEqual({
    upgrade: { status: 0, code: "ECONNREFUSED" },
    centrifugo: { ok: false, code: "ECONNREFUSED" },
  });
});
