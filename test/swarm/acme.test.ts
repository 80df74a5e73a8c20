import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "node:tls";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readImageSources, resolveImage } from "../../config/images.ts";
import { pins } from "../../config/pins.ts";
import { ensureCertificate } from "../../setup/certificate.ts";
import { readProject, root } from "../../setup/project.ts";
import { readStackValues } from "../../setup/stack.ts";
import { inTask } from "../support/container.ts";
import { diagnose } from "../support/diagnose.ts";
import { docker, namesOf } from "../support/docker.ts";
import { expectQuiet } from "../support/expect-quiet.ts";
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
let httpPort: number;
let httpsPort: number;

beforeAll(async () => {
  stack = await createTestStack({ testPage: true });
  await stack.up();
  const { traefik } = await stack.config();
  ({ httpPort, httpsPort } = traefik);
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
function served(servername = domain): Promise<Served> {
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port: httpsPort, servername, ca: pebble.caCertificates };
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

async function expectHealthy(): Promise<void> {
  const { failed, details } = await diagnose(stack);
  expect(failed).toEqual([]);
  expect(details.get("edge-alpn")).toContain("http/1.1, though h2 was offered");
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

/**
 * Waits for a certificate that was got by a challenge, and looks at everything behind it. After another challenge a
 * stored one is served until Traefik's next look, which comes every minute.
 */
async function expectIssued(before: Served): Promise<void> {
  const now = await waitFor(
    ({ trusted, fingerprint }) => trusted && fingerprint !== before.fingerprint,
    150_000,
  );
  expect(now.issuer).toMatch(/^Pebble Intermediate CA/);
  expect(now.protocol).toBe("http/1.1");
  await expectHealthy();
  await expectQuiet(stack);
}

test("HTTP-01: issued through the published port, though that one redirects, and renewed without a lost client", async () => {
  const before = await served();
  await useAcme({ challenge: "http" });
  // As the proof of `make up` does, the doctor waits for the certificate.
  await expectHealthy();
  await expectIssued(before);
  expect(await served(`test.${domain}`)).toMatchObject({ trusted: true, protocol: "http/1.1" });
  expect(await pebble.log()).toMatch(
    new RegExp(`Attempting to validate w/ HTTP: http://${domain}:${httpPort}/.well-known/acme-challenge/`),
  );
  const statusOf = async (path: string) => {
    const url = `http://127.0.0.1:${httpPort}${path}`;
    return (await fetch(url, { headers: { host: domain }, redirect: "manual" })).status;
  };
  expect(await statusOf("/connection/websocket")).toBe(301);
  expect(await statusOf("/.well-known/acme-challenge/unknown")).toBe(404);
  expect(await renewUnder(clients)).toEqual({ connected: clients, losses: 0 });
});

test("its storage is a file of mode 0600 of Traefik's own user, who is not root", async () => {
  const { output } = await inTask(`${stack.name}_traefik`, "stat -c '%a %u' /tmp/acme-*.json; id -u");
  expect(output).toBe("600 65532\n65532");
});

test("a new volume may be written to where the image's directory may be, and is root's everywhere else", async () => {
  const image = resolveImage(pins.images.traefik, readImageSources(root, stack.name));
  const write = async (directory: string) => {
    const volume = `${stack.name}-probe`;
    const options = ["--read-only", "--cap-drop", "ALL", "--user", "65532:65532", "--entrypoint", "touch"];
    const mount = ["--volume", `${volume}:${directory}`];
    const run = ["run", "--rm", ...options, ...mount, image, `${directory}/acme.json`];
    const { all, failed } = await execa("docker", run, { all: true, reject: false });
    await docker("volume", "rm", volume);
    return failed ? all : "written";
  };
  expect(await write("/tmp")).toBe("written");
  expect(await write("/letsencrypt")).toContain("Permission denied");
});

test("TLS-ALPN-01: issued through the published port, HTTP/2 still not spoken, renewed without a lost client", async () => {
  await useAcme({ challenge: "tls-alpn" });
  // Only now: until here the one before may have renewed.
  const before = await served();
  const log = (await pebble.log()).length;
  await expectIssued(before);
  expect((await pebble.log()).slice(log)).not.toContain("Attempting to validate w/ HTTP");
  expect(await renewUnder(clients)).toEqual({ connected: clients, losses: 0 });
});

const dns = () => ({
  challenge: "dns",
  dnsProvider: "httpreq",
  dnsResolvers: [pebble.dnsServer],
  dnsPropagationChecks: false,
});

async function setCredentials(credentials: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(credentials)) {
    const args = ["config", "set", "--secret", "--path", `dnsCredentials.${name}`, value];
    const { exitCode, output } = await stack.pulumi(args);
    expect(exitCode, output).toBe(0);
  }
}

test("DNS-01: issued with credentials that stand nowhere in the open", async () => {
  await setCredentials({
    HTTPREQ_ENDPOINT: pebble.dnsEndpoint,
    HTTPREQ_USERNAME: "tester",
    HTTPREQ_PASSWORD: dnsPassword,
  });
  await useAcme(dns());
  await expectIssued(await served());
  expect(await pebble.dnsLog()).toContain(`/present _acme-challenge.${domain}. 200`);
  const seen = [
    await docker("service", "inspect", ...(await namesOf("service", `${stack.name}_`))),
    await docker("config", "inspect", ...(await namesOf("config", `${stack.name}_`))),
    (await stack.pulumi(["stack", "export"])).output,
    (await stack.pulumi(["preview", "--diff"])).output,
    (await execa("docker", ["service", "logs", `${stack.name}_traefik`], { all: true })).all,
  ].join("\n");
  expect(seen).toContain("HTTPREQ_PASSWORD_FILE");
  for (const form of [dnsPassword, Buffer.from(dnsPassword).toString("base64").slice(0, 40)]) {
    expect(seen.includes(form)).toBe(false);
  }
});

test("another authority gets none of the old certificates, and the doctor says why it gives none", async () => {
  await setCredentials({ HTTPREQ_PASSWORD: "of-somebody-else" });
  await useAcme({ ...dns(), caServer: `${pebble.caServer}?another` });
  await waitFor(({ issuer }) => issuer === "TRAEFIK DEFAULT CERT", 30_000);
  const { results } = await diagnose(stack);
  const [first] = results.filter(({ status }) => status === "fail");
  expect(first).toMatchObject({ id: "edge-tls", page: "docs/certificates.md" });
  expect(first?.cause).toMatch(/401/);
  expect(first?.fix).toContain(`docker service update --force ${stack.name}_traefik`);
  expect(JSON.stringify(results)).not.toContain("of-somebody-else");
});

test("and back to a development certificate", async () => {
  await stack.configure({ tls: undefined, dnsCredentials: undefined });
  const project = await readProject(stack.directory);
  await ensureCertificate(stack.context, project, await readStackValues(stack.context), () => {});
  await stack.up();
  await expectHealthy();
  await expectQuiet(stack);
});
