import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { DoctorTarget } from "../../doctor/doctor-target.ts";
import { issueCertificate } from "../../setup/certificate.ts";
import { day, ensureAuthority, newKey } from "../../setup/certificate-authority.ts";
import { signCertificate } from "../../setup/x509.ts";
import { temporaryFolder } from "../setup/support.ts";

const domain = "centrifugo.localhost";
const origin = "https://app.localhost";

/** How an edge answers; what is left out is as it should be. */
export interface EdgeFaults {
  /** The name in the certificate. */
  readonly certificateFor?: string;
  /** The certificate is from an authority that the doctor was not told. */
  readonly foreignAuthority?: boolean;
  /** The certificate is from an authority of this name that nobody knows. */
  readonly issuer?: string;
  readonly alpnProtocols?: string[];
  /** Status of an upgrade with the Origin of another page; 0 closes the connection. */
  readonly foreignOrigin?: number;
  /** Statuses of paths that should be 404. */
  readonly open?: Readonly<Record<string, number>>;
}

/** A TLS server on the loopback that stands for an edge with these faults, for the length of one test. */
export async function edgeServer(faults: EdgeFaults): Promise<{ readonly target: DoctorTarget }> {
  const authority = await ensureAuthority(join(await temporaryFolder(), "ca"));
  const signer = faults.foreignAuthority
    ? await ensureAuthority(join(await temporaryFolder(), "ca"))
    : authority;
  const host = faults.certificateFor ?? domain;
  const { certificate, key } =
    faults.issuer === undefined ? await issueCertificate(signer, host) : await issueBy(faults.issuer, host);
  const server = createServer(
    { cert: certificate, key, ALPNProtocols: faults.alpnProtocols ?? ["http/1.1"] },
    (request, response) => {
      response.statusCode = faults.open?.[request.url ?? ""] ?? 404;
      response.end();
    },
  );
  server.on("upgrade", ({ headers }, socket) => {
    const status = headers.origin === origin ? 101 : (faults.foreignOrigin ?? 403);
    socket.end(status === 0 ? "" : `HTTP/1.1 ${status} x\r\nConnection: close\r\n\r\n`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { target: targetAt(port, authority.certificate) };
}

async function issueBy(issuer: string, host: string) {
  const { publicKey, key } = newKey();
  const certificate = await signCertificate({
    subject: host,
    issuer,
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + 90 * day),
    publicKey,
    signingKey: key,
    use: { kind: "server", domain: host },
  });
  return { certificate, key };
}

function targetAt(port: number, caCertificate: string): DoctorTarget {
  const websocketUrl = `wss://${domain}:${port}/connection/websocket`;
  return {
    edge: { websocketUrl, dialAddress: "127.0.0.1", origin, caCertificate, http1Only: true, settleMs: 0 },
    channels: [],
  };
}
