import { once } from "node:events";
import { connect, isIPv4 } from "node:net";
import { networkInterfaces } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { connect as connectTls } from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { proveDelivery } from "../../doctor/proof.ts";
import { issueCertificate } from "../../setup/certificate.ts";
import { ensureAuthority } from "../../setup/certificate-authority.ts";
import { paths } from "../../setup/paths.ts";
import { readProject } from "../../setup/project.ts";
import { proofTarget } from "../../setup/proof-target.ts";
import { readStackValues } from "../../setup/stack.ts";
import { removeUnneededCertificate } from "../../setup/unneeded-certificate.ts";
import { type Balancer, machineAddress, startBalancer } from "../support/balancer.ts";
import { diagnose } from "../support/diagnose.ts";
import { docker, namesOf } from "../support/docker.ts";
import { expectQuiet } from "../support/expect-quiet.ts";
import { freePorts } from "../support/free-ports.ts";
import { createTestStack, type TestStack } from "../support/test-stack.ts";

const domain = "centrifugo.localhost";
/** An address that nobody here has (RFC 5737). */
const invented = "203.0.113.9";
const [httpPort = 0, httpsPort = 0, publicPort = 0] = await freePorts(3);
const trustedIps = [machineAddress()];

let stack: TestStack;
let balancer: Balancer | undefined;

beforeAll(async () => {
  const traefik = { httpPort, httpsPort, publicPort, accessLog: true, proxyProtocol: { trustedIps } };
  stack = await createTestStack({ traefik });
  await stack.up();
  balancer = await startBalancer({ port: publicPort, to: httpsPort });
});
afterAll(async () => {
  await balancer?.stop();
  await stack?.dispose();
});

async function failures(): Promise<readonly string[]> {
  return (await diagnose(stack)).failures.map(({ id, detail, cause }) => `${id}: ${detail} ${cause ?? ""}`);
}

interface Request {
  /** Where to connect; the loopback's connections reach Traefik from Docker's bridge. */
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** The client's own address. */
  readonly from?: string;
  readonly forwardedFor?: string;
  /** Sent before anything else. */
  readonly proxyHeader?: string;
}

/** Asks for a path that has a route, and gives back the client's address in Traefik's line about it. */
async function loggedClient(request: Request): Promise<string | undefined> {
  const path = `/connection/${Math.random().toString(36).slice(2)}`;
  const { host, port, from } = request;
  const plain = connect({ host, port, ...(from !== undefined && { localAddress: from }) });
  await once(plain, "connect");
  plain.write(request.proxyHeader ?? "");
  const socket = request.tls
    ? connectTls({ socket: plain, servername: domain, rejectUnauthorized: false })
    : plain;
  const more = request.forwardedFor === undefined ? "" : `X-Forwarded-For: ${request.forwardedFor}\r\n`;
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${domain}\r\n${more}Connection: close\r\n\r\n`);
  const [answer] = await once(socket, "data");
  expect(String(answer)).toMatch(/^HTTP\/1\.1 404 /);
  socket.destroy();
  for (let tries = 0; tries < 40; tries++) {
    const log = await docker("service", "logs", "--raw", `${stack.name}_traefik`);
    const line = log.split("\n").find((one) => one.includes(`GET ${path} `));
    if (line !== undefined) return line.split(" ")[0];
    await sleep(250);
  }
  return undefined;
}

const through = { host: "127.0.0.1", port: publicPort, tls: true, from: "127.0.0.7" };

test("behind PROXY protocol a message travels, and every check of the doctor passes", async () => {
  expect((await stack.outputs()).websocketUrl).toBe(`wss://${domain}:${publicPort}/connection/websocket`);
  expect(await failures()).toEqual([]);
});

test("Traefik sees the client's address, whatever that client says of itself", async () => {
  expect(await loggedClient(through)).toBe("127.0.0.7");
  expect(await loggedClient({ ...through, forwardedFor: invented })).toBe("127.0.0.7");
});

test("who connects without a PROXY header is taken too, from a trusted address and from another", async () => {
  const direct = { host: machineAddress(), port: httpsPort, tls: true };
  expect(await loggedClient(direct)).toBe(machineAddress());
  const other = await loggedClient({ ...direct, host: "127.0.0.1" });
  expect(other).toMatch(/^\d/);
  expect(other).not.toBe(machineAddress());
});

test("a PROXY header counts from a trusted address only", async () => {
  const proxyHeader = `PROXY TCP4 ${invented} 127.0.0.1 4000 443\r\n`;
  const direct = { host: machineAddress(), port: httpsPort, tls: true, proxyHeader };
  expect(await loggedClient(direct)).toBe(invented);
  expect(await loggedClient({ ...direct, host: "127.0.0.1" })).not.toBe(invented);
});

test("over IPv6 a message travels too, and Traefik sees the address of Docker's bridge", async ({ skip }) => {
  const addresses = Object.values(networkInterfaces()).flatMap((found = []) => found);
  if (!addresses.some(({ address }) => address === "::1")) skip("this machine has no IPv6");
  const target = await stack.doctorTarget();
  const websocketUrl = `wss://${domain}:${httpsPort}/connection/websocket`;
  const said: string[] = [];
  const edge = { ...target.edge, websocketUrl, dialAddress: "::1" };
  const { ok } = await proveDelivery({ ...target, edge }, (line) => said.push(line));
  expect(ok, said.join("\n")).toBe(true);
  const seen = await loggedClient({ host: "::1", port: httpsPort, tls: true });
  expect(isIPv4(seen ?? "")).toBe(true);
  expect(seen).toBe(await loggedClient({ host: "127.0.0.1", port: httpsPort, tls: true }));
});

test("the redirect leads to the port that browsers use", async () => {
  const answer = await fetch(`http://127.0.0.1:${httpPort}/x`, { redirect: "manual" });
  expect(answer.status).toBe(301);
  expect(answer.headers.get("location")).toBe(`https://127.0.0.1:${publicPort}/x`);
});

test("a second preview has nothing to change, and the policy pack nothing to say", () => expectQuiet(stack));

test("with TLS ended in front, the stack has no certificate and no port for TLS", async () => {
  await balancer?.stop();
  const traefik = { httpPort, publicPort, accessLog: true, trustedIps };
  await stack.configure({ tls: { mode: "offloaded" }, traefik });
  const { context, directory } = stack;
  const project = await readProject(directory);
  await removeUnneededCertificate(context, project, await readStackValues(context), () => {});
  await stack.up();
  expect((await namesOf("secret", `${stack.name}_`)).join(" ")).not.toContain("certificate");
  await expect(once(connect({ host: "127.0.0.1", port: httpsPort }), "connect")).rejects.toThrow();
  await expectQuiet(stack);
});

test("before the load balancer is there, the proof asks Traefik behind it, and the doctor says so", async () => {
  const said: string[] = [];
  const target = await proofTarget(await stack.doctorTarget(), (line) => said.push(line));
  expect(said.join("\n")).toContain(`ws://${domain}:${httpPort}/connection/websocket`);
  const { ok } = await proveDelivery(target, (line) => said.push(line));
  expect(ok, said.join("\n")).toBe(true);
  const [first] = await failures();
  expect(first).toMatch(/^edge-tls: .* The load balancer in front: behind it, at port \d+ of 127\.0\.0\.1/);
});

test("then a message travels through it, and every check of the doctor passes", async () => {
  const authority = await ensureAuthority(paths(stack.context.env).ca);
  const { certificate, key } = await issueCertificate(authority, domain);
  balancer = await startBalancer({ port: publicPort, to: httpPort, certificate: certificate + key });
  for (let tries = 0; tries < 40; tries++) {
    const answers = await once(connect({ host: "127.0.0.1", port: publicPort }), "connect").then(
      () => true,
      () => false,
    );
    if (answers) break;
    await sleep(250);
  }
  expect(await failures()).toEqual([]);
});

test("its X-Forwarded-For is believed, and that of everybody else is replaced", async () => {
  expect(await loggedClient(through)).toBe("127.0.0.7");
  const direct = { host: "127.0.0.1", port: httpPort, tls: false };
  const spoofed = await loggedClient({ ...direct, forwardedFor: invented });
  expect(spoofed).toMatch(/^\d/);
  expect(spoofed).not.toBe(invented);
  const byBalancer = { ...direct, host: machineAddress(), forwardedFor: invented };
  expect(await loggedClient(byBalancer)).toBe(invented);
});
