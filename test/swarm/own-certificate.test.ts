import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { issueCertificate, type ServerCertificate } from "../../setup/certificate.ts";
import { day, ensureAuthority, newKey } from "../../setup/certificate-authority.ts";
import { removeOldCertificates } from "../../setup/leftovers.ts";
import { paths } from "../../setup/paths.ts";
import { setSecret } from "../../setup/stack.ts";
import { waitForCertificates } from "../../setup/wait-for-certificates.ts";
import { signCertificate } from "../../setup/x509.ts";
import { inTask } from "../support/container.ts";
import { diagnose } from "../support/diagnose.ts";
import { docker, namesOf } from "../support/docker.ts";
import { expectQuiet } from "../support/expect-quiet.ts";
import { createTestStack, type TestStack } from "../support/test-stack.ts";
import { connectFleet } from "./clients.ts";

const domain = "centrifugo.localhost";
const clients = process.env["TEST_TIER"] === "full" ? 200 : 50;

let stack: TestStack;
let current: ServerCertificate;

beforeAll(async () => {
  stack = await createTestStack();
  await stack.configure({ tls: { mode: "files" } });
  current = await issue();
  await store(current);
  await stack.up();
});
afterAll(async () => {
  await stack?.dispose();
});

const authority = () => ensureAuthority(paths(stack.context.env).ca);
const issue = async () => issueCertificate(await authority(), domain);

async function store({ certificate, key }: ServerCertificate): Promise<void> {
  await setSecret(stack.context, "certificateKey", key);
  await setSecret(stack.context, "certificate", certificate);
}

/** Fingerprint of the certificate that new connections are shown, or why there was none. */
async function served(): Promise<string> {
  const { traefik } = await stack.config();
  const socket = connect({
    host: "127.0.0.1",
    port: traefik.httpsPort,
    servername: domain,
    rejectUnauthorized: false,
  });
  socket.setTimeout(5000, () => socket.destroy(new Error("no answer")));
  try {
    await once(socket, "secureConnect");
    return socket.getPeerX509Certificate()?.fingerprint256 ?? "none";
  } catch (error) {
    return String(error);
  } finally {
    socket.destroy();
  }
}

const fingerprintOf = ({ certificate }: ServerCertificate) => new X509Certificate(certificate).fingerprint256;

/** Waits until it is, for a minute. */
async function expectServed(wanted: ServerCertificate): Promise<void> {
  const end = Date.now() + 60_000;
  while ((await served()) !== fingerprintOf(wanted) && Date.now() < end) await sleep(250);
  expect(await served()).toBe(fingerprintOf(wanted));
}

const tasksOf = (service: string) =>
  docker("service", "ps", "--quiet", "--filter", "desired-state=running", `${stack.name}_${service}`);

test("every check of the doctor passes, and the rules and a second preview have nothing to say", async () => {
  expect((await diagnose(stack)).failed).toEqual([]);
  await expectQuiet(stack, "--refresh");
});

test(`${clients} clients stay connected while the certificate changes`, async () => {
  const fleet = await connectFleet(await stack.doctorTarget(), clients);
  const before = await tasksOf("traefik");
  current = await issue();
  await store(current);
  const unanswered = countUnanswered();
  await stack.up();
  await waitForCertificates(`${stack.name}_certificates`, stack.context.env);
  await expectServed(current);
  expect(await unanswered.end()).toBe(0);
  expect(await tasksOf("traefik")).toBe(before);
  expect(fleet.losses).toEqual([]);
  expect(fleet.connected()).toBe(clients);
  fleet.close();
  expect((await diagnose(stack)).failures).toEqual([]);
  await removeOldCertificates({ owner: `centrifugo-swarm/${stack.name}`, env: stack.context.env });
  expect(await namesOf("secret", `${stack.name}_certificate-`)).toHaveLength(1);
});

test("the key is in memory only, for Traefik's own user", async () => {
  const show = "stat -f -c %T /certificates; stat -c '%a %u' /certificates/certificate.yaml";
  const { output } = await inTask(`${stack.name}_certificates`, show);
  expect(output).toMatch(/^tmpfs\n400 65532$/);
  const services = await docker("service", "inspect", ...(await namesOf("service", `${stack.name}_`)));
  expect(services).not.toContain("PRIVATE KEY");
});

test("when all tasks of a node start anew, the certificate is there again", async () => {
  const filters = ["certificates", "traefik"].map(
    (service) => `label=com.docker.swarm.service.name=${stack.name}_${service}`,
  );
  const ids = await Promise.all(filters.map((filter) => docker("ps", "--quiet", "--filter", filter)));
  await docker("kill", ...ids);
  // Swarm starts new ones after two seconds, and counts them once they are healthy.
  const end = Date.now() + 90_000;
  while ((await diagnose(stack)).failures.length > 0 && Date.now() < end) await sleep(1000);
  await expectServed(current);
  expect((await diagnose(stack)).failed).toEqual([]);
});

test("one that ends in a few days is served, and the doctor says when it ends", async () => {
  const { key: signingKey, certificate: signer } = await authority();
  const { publicKey, key } = newKey();
  const certificate = await signCertificate({
    subject: domain,
    issuer: new X509Certificate(signer).subject.replace("CN=", ""),
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + 5.5 * day),
    publicKey,
    signingKey,
    use: { kind: "server", domain },
  });
  await store({ certificate, key });
  await stack.up();
  // The file is there before the task is healthy.
  await waitForCertificates(`${stack.name}_certificates`, stack.context.env);
  await expectServed({ certificate, key });
  const [first] = (await diagnose(stack)).failures;
  expect(first).toMatchObject({ id: "edge-certificate", seen: expect.stringContaining("5 days") });
});

/** Opens connections one after the other, and counts those that get no certificate. */
function countUnanswered() {
  let running = true;
  let unanswered = 0;
  const asking = (async () => {
    while (running) {
      if (!/^[0-9A-F:]+$/.test(await served())) unanswered += 1;
      await sleep(100);
    }
  })();
  return {
    end: async () => {
      running = false;
      await asking;
      return unanswered;
    },
  };
}
