import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { parseListeners, readListeners } from "../../setup/listeners.ts";
import { refusePortsInUse } from "../../setup/ports.ts";

const own = { ownService: "test_traefik", project: "centrifugo-swarm", stackFile: "Pulumi.dev.yaml" };

async function listen(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

test.each(["127.0.0.1", "::"])(
  "a port that a process holds on %s is named, with holder and setting",
  async (host) => {
    const https = await listen(host);
    const request = { ...own, http: await freePort(), https };
    await expect(refusePortsInUse(request)).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringMatching(
        new RegExp(`^Port ${https} is in use on this machine, by .+ \\(process ${process.pid}\\)\\.$`),
      ),
      fix: expect.stringContaining("httpsPort: 8443"),
    });
  },
);

test("free ports pass", async () => {
  const request = { ...own, http: await freePort(), https: await freePort() };
  await expect(refusePortsInUse(request)).resolves.toBeUndefined();
});

test("a connection that is merely open is no listener", async () => {
  const header =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
  const row = (state: string) =>
    `   0: 0100007F:01BB 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000 0 0 4711 1\n`;
  expect(parseListeners(header + row("0A"))).toEqual([{ port: 443, inode: "4711" }]);
  expect(parseListeners(header + row("01"))).toEqual([]);
  const port = await listen("127.0.0.1");
  expect((await readListeners()).filter((entry) => entry.port === port)).toHaveLength(1);
});
