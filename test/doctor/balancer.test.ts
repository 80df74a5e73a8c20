import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { edgeTls } from "../../doctor/checks/edge/tls.ts";
import { runChecks } from "../../doctor/run-checks.ts";
import { freePorts } from "../support/free-ports.ts";

const domain = "centrifugo.localhost";

/** A plain server that answers every upgrade with a status, as Traefik behind a load balancer. */
async function plainServer(status: number): Promise<number> {
  const server = createServer((_, response) => response.end());
  server.on("upgrade", (_, socket) => socket.end(`HTTP/1.1 ${status} x\r\nConnection: close\r\n\r\n`));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address: AddressInfo | string | null = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** What is said where nothing listens at the public address, and this is behind it. */
async function verdict(port: number) {
  const [nobody] = await freePorts(1);
  const edge = {
    websocketUrl: `wss://${domain}:${nobody}/connection/websocket`,
    dialAddress: "127.0.0.1",
    origin: "https://app.localhost",
    behind: { websocketUrl: `ws://${domain}:${port}/connection/websocket`, dialAddress: "127.0.0.1" },
  };
  const [result] = await runChecks([edgeTls], { target: { edge, channels: [] } });
  return result;
}

test("where Traefik answers behind it, the load balancer is named", async () => {
  const port = await plainServer(101);
  expect(await verdict(port)).toMatchObject({
    status: "fail",
    cause: `The load balancer in front: behind it, at port ${port} of 127.0.0.1, Traefik opens the same websocket.`,
    page: "docs/load-balancer.md",
  });
});

test("where Traefik does not, that is said beside the cause", async () => {
  const result = await verdict(await plainServer(404));
  expect(result?.cause).toMatch(
    /^Nothing listens at .*\. Traefik behind the load balancer does not open it either, .*: 404\.$/,
  );
});

test("where nothing is behind it either, that is said", async () => {
  const [port = 0] = await freePorts(1);
  expect((await verdict(port))?.cause).toMatch(/does not open it either, .*ECONNREFUSED/);
});
