import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "node:tls";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { catalogue } from "../../doctor/catalogue.ts";
import { runDoctor } from "../../doctor/run-doctor.ts";
import { root } from "../../setup/project.ts";
import { inTask } from "../support/container.ts";
import { docker, namesOf } from "../support/docker.ts";
import { type Pebble, startPebble } from "../support/pebble.ts";
import { createTestStack, type TestStack } from "../support/test-stack.ts";
import { connectFleet } from "./clients.ts";

/** Clients that have to stay connected while a certificate is renewed. */
const clients = process.env["TEST_TIER"] === "full" ? 200 : 40;
/** Shorter than the 20 minutes before its end in which Traefik renews a certificate: each look of its finds it due. */
const validitySeconds = 900;
const domain = "centrifugo.localhost";
const dnsPassword = randomBytes(24).toString("hex");

let stack: TestStack;
let pebble: Pebble;
let httpsPort: number;

beforeAll(async () => {
  stack = await createTestStack();
  await stack.up();
  const { traefik } = await stack.config();
  httpsPort = traefik.httpsPort;
  pebble = await startPebble({ stack: stack.name, ...traefik, validitySeconds, dnsPassword });
});
afterAll(async () => {
  await pebble?.dispose();
  await stack?.dispose();
});

/** Over to ACME, as `make up` does it: without the certificate that it made. */
async function useAcme(acme: Readonly<Record<string, unknown>>): Promise<void> {
  const { caServer, caCertificates } = pebble;
  const settings = { email: "ops@example.org", caServer, caCertificates, certificatesDuration: 1, ...acme };
  await stack.configure({
    certificate: undefined,
    certificateKey: undefined,
    tls: { mode: "acme", acme: settings },
  });
  await stack.up();
}

interface Served {
  readonly fingerprint: string;
  readonly issuer: string;
  readonly protocol: string | false | null;
  readonly trusted: boolean;
}

/** What a browser that offers HTTP/2 is shown. */
function served(): Promise<Served> {
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port: httpsPort, servername: domain, ca: pebble.caCertificates };
    const socket = connect({ ...options, ALPNProtocols: ["h2", "http/1.1"], rejectUnauthorized: false });
    socket.once("error", reject);
    socket.once("secureConnect", () => {
      const { fingerprint256, issuer } = socket.getPeerCertificate();
      const { alpnProtocol: protocol, authorized: trusted } = socket;
      socket.destroy();
      resolve({ fingerprint: fingerprint256, issuer: String(issuer.CN), protocol, trusted });
    });
  });
}

async function waitFor(what: (now: Served) => boolean, limitMs: number): Promise<Served> {
  const end = performance.now() + limitMs;
  while (true) {
    const now = await served();
    if (what(now)) return now;
    if (performance.now() > end) {
      const log = await execa("docker", ["service", "logs", "--raw", `${stack.name}_traefik`], { all: true });
      throw new Error(`still ${JSON.stringify(now)}\n${log.all.slice(-6_000)}\n${await pebble.log()}`);
    }
    await sleep(500);
  }
}

async function diagnose() {
  const { results } = await runDoctor(await stack.doctorTarget(), catalogue);
  const failed = results.filter(({ status }) => status === "fail" || status === "crash");
  return {
    failed: failed.map(({ id, detail }) => `${id}: ${detail}`),
    seen: new Map(results.map(({ id, detail }) => [id, detail])),
    results,
  };
}

async function expectHealthy(): Promise<void> {
  const { failed, seen } = await diagnose();
  expect(failed).toEqual([]);
  expect(seen.get("edge-alpn")).toContain("http/1.1, though h2 was offered");
}

async function expectNoFindings(): Promise<void> {
  const args = ["preview", "--expect-no-changes", "--policy-pack", `${root}/policies`];
  const { exitCode, output } = await stack.pulumi(args);
  expect(exitCode, output).toBe(0);
  expect(output).not.toMatch(/\[mandatory\]|\[advisory\]/);
}

/** Waits for the next certificate with clients connected, and says how many of them lost their connection. */
async function renewUnder(count: number) {
  const fleet = await connectFleet(await stack.doctorTarget(), count);
  try {
    const before = await served();
    const after = await waitFor(({ fingerprint }) => fingerprint !== before.fingerprint, 240_000);
    // Whatever the change does to connections, it does within a moment.
    await sleep(3_000);
    expect(after.trusted).toBe(true);
    return { connected: fleet.connected(), losses: fleet.losses.length };
  } finally {
    fleet.close();
  }
}

test.each([
  ["http", "HTTP-01"],
  ["tls-alpn", "TLS-ALPN-01"],
])(
  "%s: issued through the published port, served for HTTP/1.1 alone, renewed without a lost client",
  async (challenge, type) => {
    await useAcme({ challenge });
    const first = await waitFor(({ trusted }) => trusted, 60_000);
    expect(first.issuer).toMatch(/^Pebble Intermediate CA/);
    expect(first.protocol).toBe("http/1.1");
    const log = await pebble.log();
    expect(log).toContain(`challenges.type=${type}`);
    await expectHealthy();
    await expectNoFindings();
    expect(await renewUnder(clients)).toEqual({ connected: clients, losses: 0 });
  },
);
