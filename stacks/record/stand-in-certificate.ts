import { generateKeyPairSync } from "node:crypto";
import type { Run } from "./stand-ins.ts";

/** A certificate and its key that stand for those that Pulumi keeps encrypted. */
export interface StandInCertificate {
  readonly certificate: string;
  readonly certificateKey: string;
}

/** Of different lengths, so that the size of the files differs too. */
const curves = ["P-256", "P-384"] as const;
const dayMs = 86_400_000;

/** Makes a certificate that is valid for a domain, today. */
export async function standInCertificate(domain: string, run: Run): Promise<StandInCertificate> {
  // Loaded only here, as in `make up`; the library needs the metadata.
  await import("reflect-metadata");
  const x509 = await import("@peculiar/x509");
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: curves[run] });
  const algorithm = { name: "ECDSA", namedCurve: curves[run], hash: "SHA-256" };
  const [spki, pkcs8] = [
    new Uint8Array(publicKey.export({ format: "der", type: "spki" })),
    new Uint8Array(privateKey.export({ format: "der", type: "pkcs8" })),
  ];
  const certificate = await x509.X509CertificateGenerator.create({
    subject: [{ CN: ["stand-in"] }],
    issuer: [{ CN: ["stand-in"] }],
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + dayMs),
    signingAlgorithm: algorithm,
    publicKey: await crypto.subtle.importKey("spki", spki, algorithm, true, ["verify"]),
    signingKey: await crypto.subtle.importKey("pkcs8", pkcs8, algorithm, true, ["sign"]),
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: "dns", value: domain }])],
  });
  return {
    certificate: `${certificate.toString("pem")}\n`,
    certificateKey: String(privateKey.export({ format: "pem", type: "pkcs8" })),
  };
}
