import { createPrivateKey, type KeyObject, type webcrypto } from "node:crypto";

/** What a certificate of ours says. */
export interface CertificateRequest {
  /** Common name of the holder. */
  readonly subject: string;
  /** Common name of who signs; the same for an authority. */
  readonly issuer: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** P-256 public key of the holder. */
  readonly publicKey: KeyObject;
  /** PKCS#8 PEM of the P-256 key that signs. */
  readonly signingKey: string;
  readonly use:
    | { readonly kind: "authority" }
    | {
        readonly kind: "server";
        readonly domain: string;
        /** Further names. */
        readonly also?: readonly string[];
      };
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/** Signs a certificate; returns it as PEM. */
export async function signCertificate(request: CertificateRequest): Promise<string> {
  // Loaded only here: nearly all runs find a certificate that still serves. The library needs the metadata.
  await import("reflect-metadata");
  const x509 = await import("@peculiar/x509");
  const publicKey = await importKey("spki", request.publicKey);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: [{ CN: [request.subject] }],
    issuer: [{ CN: [request.issuer] }],
    notBefore: request.notBefore,
    notAfter: request.notAfter,
    signingAlgorithm: algorithm,
    publicKey,
    signingKey: await importKey("pkcs8", createPrivateKey(request.signingKey)),
    extensions: [...uses(request.use), await x509.SubjectKeyIdentifierExtension.create(publicKey)],
  });
  return `${certificate.toString("pem")}\n`;

  function uses(use: CertificateRequest["use"]) {
    const { keyCertSign, cRLSign, digitalSignature } = x509.KeyUsageFlags;
    if (use.kind === "authority") {
      // An authority, but none above another one.
      return [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(keyCertSign | cRLSign, true),
      ];
    }
    return [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        [use.domain, ...(use.also ?? [])].map((value) => ({ type: "dns", value })),
      ),
    ];
  }
}

function importKey(format: "spki" | "pkcs8", key: KeyObject): Promise<webcrypto.CryptoKey> {
  const der = new Uint8Array(key.export({ format: "der", type: format }));
  return crypto.subtle.importKey(format, der, algorithm, true, [format === "spki" ? "verify" : "sign"]);
}
