import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { get } from "node:https";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { parseDuration } from "../../config/units/duration.ts";
import { traefikDynamic, traefikStatic } from "../../stacks/traefik-config.ts";
import { secrets } from "../config/stack.ts";
import { exampleIdentity } from "../stacks/example-config.ts";
import { check, runs, type Settings } from "./faulty-values.ts";
import { type Site, withTraefik } from "./run-traefik.ts";
import { traefikFault, validTraefik } from "./traefik-faults.ts";
import { stricterTraefik } from "./traefik-stricter.ts";

const site: Site = { host: "centrifugo.localhost", backend: "http://127.0.0.1:1", ...secrets };
const half = { ...runs, numRuns: Math.ceil(runs.numRuns / 2) };

function render(traefik: Settings) {
  const { config, issues } = check({ traefik });
  if (config === undefined) throw new Error(`refused: ${JSON.stringify([traefik, issues])}`);
  const files = { static: traefikStatic(config, exampleIdentity), dynamic: traefikDynamic(config) };
  return { settings: config.traefik, files };
}

/** What a debugging Traefik shows of its static configuration. */
function shown(log: string) {
  const json = /staticConfiguration=(\{.*\})/.exec(log)?.[1];
  if (json === undefined) throw new Error(log);
  const { log: logging, accessLog, entryPoints, providers, serversTransport } = JSON.parse(json);
  const { forwardedHeaders, transport } = entryPoints.websecure;
  return {
    logLevel: logging.level,
    accessLog: accessLog !== undefined,
    refreshInterval: parseDuration(providers.swarm.refreshSeconds),
    dialTimeout: parseDuration(serversTransport.forwardingTimeouts.dialTimeout),
    idleTimeout: parseDuration(transport.respondingTimeouts.idleTimeout),
    graceTimeout: parseDuration(transport.lifeCycle.graceTimeOut),
    trustedIps: forwardedHeaders.trustedIPs ?? [],
  };
}

let debugging = 0;
afterAll(() => expect(debugging, "no run showed what Traefik had read").toBeGreaterThan(0));

test("what we accept, Traefik starts with, and takes as it was meant", async () => {
  const property = fc.asyncProperty(validTraefik, async (traefik) => {
    const { settings, files } = render(traefik);
    const result = await withTraefik(files, site, async ({ log, handshake }) => ({
      log: log(),
      old: await handshake("TLSv1.2"),
    }));
    if (!("used" in result)) throw new Error(result.refused);
    const { log, old } = result.used;
    expect(old !== undefined, "a client with TLS 1.2 is served").toBe(
      settings.minTlsVersion === "VersionTLS12",
    );
    if (settings.logLevel !== "DEBUG") return;
    debugging += 1;
    const { mode, replicas, httpPort, httpsPort, minTlsVersion, ...rest } = settings;
    // For a Traefik of somebody else.
    const { version, entryPoint, labels, publicPort, ...others } = rest;
    const { refreshInterval, dialTimeout, idleTimeout, graceTimeout } = settings;
    expect(shown(log)).toEqual({
      ...others,
      refreshInterval: parseDuration(refreshInterval),
      dialTimeout: parseDuration(dialTimeout),
      idleTimeout: parseDuration(idleTimeout),
      graceTimeout: parseDuration(graceTimeout),
    });
  });
  await fc.assert(property, half);
});

test("what Traefik refuses, we refuse, and where we refuse more the table says why", async () => {
  const known = new Set(
    stricterTraefik.filter(({ random }) => random).map(({ code, fault }) => `${fault.setting} ${code}`),
  );
  const property = fc.asyncProperty(validTraefik, traefikFault, async (settings, fault) => {
    const { issues } = check({ traefik: fault.write(settings) });
    expect(issues.map(({ path }) => path)).toEqual([`traefik.${fault.setting}`]);
    const result = await withTraefik(fault.render(render(settings).files), site, async () => {});
    if ("used" in result) expect(known).toContain(`${fault.setting} ${issues[0]?.code}`);
  });
  await fc.assert(property, half);
});

test.each(stricterTraefik)(
  "stricter than Traefik: $fault.setting: $fault.value: $reason",
  async ({ code, fault }) => {
    const { issues } = check({ traefik: fault.write({}) });
    expect(issues).toMatchObject([{ code, path: `traefik.${fault.setting}` }]);
    const result = await withTraefik(fault.render(render({}).files), site, async () => "runs");
    expect(result).toEqual({ used: "runs" });
  },
);

test("beside its file Traefik passes over arguments, so a transform cannot add one", async () => {
  const { files } = render({ logLevel: "INFO" });
  const args = ["--log.level=DEBUG", "--no.such.option=1"];
  const result = await withTraefik(files, site, async ({ log }) => log(), args);
  expect(result).toEqual({ used: expect.stringContaining(" INF ") });
  expect(JSON.stringify(result)).not.toContain(" DBG ");
});

test.each([
  { from: "a trusted load balancer", trustedIps: ["127.0.0.1"], client: "203.0.113.7" },
  { from: "everybody else", trustedIps: ["10.0.0.0/8"], client: "127.0.0.1" },
])(
  "X-Forwarded-For of $from makes $client the client, and the access log leaves out the query",
  async (row) => {
    const { trustedIps, client } = row;
    const backend = createServer((request, response) => response.end(request.headers["x-forwarded-for"]));
    await once(backend.listen(0, "127.0.0.1"), "listening");
    const address = backend.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const { files } = render({ trustedIps, accessLog: true });
    try {
      const result = await withTraefik(
        files,
        { ...site, backend: `http://127.0.0.1:${port}` },
        async (traefik) => {
          const forwarded = await getThrough(traefik.port, "/connection/websocket?token=hidden");
          await expect.poll(traefik.log, { timeout: 30_000 }).toMatch(/GET \/connection\/websocket HTTP/);
          return { forwarded, log: traefik.log() };
        },
      );
      expect(result).toEqual({
        used: { forwarded: expect.stringMatching(`^${client}`), log: expect.not.stringContaining("hidden") },
      });
    } finally {
      backend.close();
    }
  },
);

/** The body of the answer to a request that claims to come from elsewhere. */
async function getThrough(port: number, path: string): Promise<string> {
  const headers = { host: site.host, "x-forwarded-for": "203.0.113.7" };
  const options = { host: "127.0.0.1", port, path, servername: site.host, ca: site.certificate, headers };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(options, resolve).on("error", reject);
  });
  return text(response);
}
