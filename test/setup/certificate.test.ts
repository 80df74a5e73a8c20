import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { rm, stat } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { connect, createServer } from "node:tls";
import { expect, onTestFinished, test } from "vitest";
import { issueCertificate, reasonToIssue } from "../../setup/certificate.ts";
import { ensureAuthority, newKey } from "../../setup/certificate-authority.ts";
import { signCertificate } from "../../setup/x509.ts";
import { temporaryFolder } from "./support.ts";

const domain = "centrifugo.localhost";
const day = 24 * 60 * 60 * 1000;

async function serve(credentials: { cert: string; key: string }): Promise<number> {
  const server = createServer(credentials, (socket) => socket.end());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** Shakes hands as a client that trusts the authority only. */
async function handshake(port: number, ca: string, servername: string): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1", ca, servername });
  onTestFinished(() => void socket.destroy());
  return once(socket, "secureConnect").then(
    () => "authorized",
    (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "unknown"),
  );
}

test("a client that trusts the authority accepts the certificate for its domain, and no other", async () => {
  const authority = await ensureAuthority(join(await temporaryFolder(), "ca"));
  const issued = await issueCertificate(authority, domain);
  const port = await serve({ cert: issued.certificate, key: issued.key });
  expect(await handshake(port, authority.certificate, domain)).toBe("authorized");
  expect(await handshake(port, authority.certificate, "other.localhost")).toBe(
    "ERR_TLS_CERT_ALTNAME_INVALID",
  );
});

test("the certificate is for servers, for one name, and no authority itself", async () => {
  const authority = await ensureAuthority(join(await temporaryFolder(), "ca"));
  const leaf = new X509Certificate((await issueCertificate(authority, domain)).certificate);
  expect(leaf.subjectAltName).toBe(`DNS:${domain}`);
  expect(leaf.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]);
  expect(leaf.ca).toBe(false);
  const days = (Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)) / day;
  expect(days).toBeLessThanOrEqual(825);
});

test("the authority is made once, and its key is readable by its owner only", async () => {
  const folder = join(await temporaryFolder(), "ca");
  const first = await ensureAuthority(folder);
  expect(await ensureAuthority(folder)).toEqual(first);
  expect((await stat(join(folder, "ca-key.pem"))).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect(new X509Certificate(first.certificate).ca).toBe(true);
});

test("an authority whose key is lost is not replaced behind the user's back", async () => {
  const folder = join(await temporaryFolder(), "ca");
  await ensureAuthority(folder);
  await rm(join(folder, "ca-key.pem"));
  await expect(ensureAuthority(folder)).rejects.toThrow(
    "The key of the local certificate authority is missing",
  );
});

test("a certificate is replaced for a reason only", async () => {
  const authority = await ensureAuthority(join(await temporaryFolder(), "ca"));
  const foreign = await ensureAuthority(join(await temporaryFolder(), "ca"));
  const { certificate, key } = await issueCertificate(authority, domain);
  const other = await issueCertificate(authority, domain);
  expect(reasonToIssue(authority, domain, certificate, key)).toBeUndefined();
  expect(reasonToIssue(authority, domain, undefined, undefined)).toBe("the stack has none");
  expect(reasonToIssue(authority, "x.localhost", certificate, key)).toBe("the domain has changed");
  expect(reasonToIssue(authority, domain, certificate, other.key)).toMatch("do not belong together");
  expect(reasonToIssue(foreign, domain, certificate, key)).toMatch("not issued by this machine's authority");
  const soon = Date.parse(new X509Certificate(certificate).validTo) - 20 * day;
  expect(reasonToIssue(authority, domain, certificate, key, soon)).toBe("20 days were left");
});

test("a certificate that the user gave is kept, whatever its state", async () => {
  const authority = await ensureAuthority(join(await temporaryFolder(), "ca"));
  const { publicKey, key } = newKey();
  const certificate = await signCertificate({
    subject: domain,
    issuer: "Some Public Authority",
    notBefore: new Date(Date.now() - 30 * day),
    notAfter: new Date(Date.now() - day),
    publicKey,
    signingKey: key,
    use: { kind: "server", domain },
  });
  expect(reasonToIssue(authority, domain, certificate, key)).toBeUndefined();
  expect(reasonToIssue(authority, "other.example.com", certificate, key)).toBeUndefined();
  // The configuration names it, with its place.
  expect(reasonToIssue(authority, domain, "nonsense", key)).toBeUndefined();
});
