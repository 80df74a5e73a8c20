import { createPrivateKey, X509Certificate } from "node:crypto";
import type { Fault } from "./cross-check.ts";

const RENEW = "Run `make up`, which makes a new development certificate, or store your own with its key.";

/** What is wrong with a certificate for this domain and key at a point in time (milliseconds). */
export function checkCertificate(
  pem: string,
  keyPem: string | undefined,
  domain: string | undefined,
  now: number,
) {
  const faults: Fault[] = [];
  const fault = (key: string, code: string, message: string, fix = RENEW) =>
    faults.push([[key], { code, message, fix }]);
  const certificate = attempt(() => new X509Certificate(pem));
  const key = keyPem === undefined ? undefined : attempt(() => createPrivateKey(keyPem));
  if (keyPem !== undefined && key === undefined) {
    fault("certificateKey", "invalid-pem", "the private key cannot be read");
  }
  if (certificate === undefined) {
    fault("certificate", "invalid-pem", "the certificate cannot be read");
    return faults;
  }
  if (key !== undefined && !certificate.checkPrivateKey(key)) {
    fault("certificateKey", "certificate-key-mismatch", "the private key belongs to another certificate");
  }
  if (domain !== undefined && certificate.checkHost(domain) === undefined) {
    fault("certificate", "certificate-for-other-domain", `the certificate is not valid for \`${domain}\``);
  }
  if (now > certificate.validToDate.getTime()) {
    fault("certificate", "certificate-expired", `the certificate expired on ${day(certificate.validToDate)}`);
  }
  if (now < certificate.validFromDate.getTime()) {
    const fix = "Set this machine's clock, or store a certificate that is valid now.";
    fault(
      "certificate",
      "certificate-not-yet-valid",
      `the certificate starts on ${day(certificate.validFromDate)}`,
      fix,
    );
  }
  return faults;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** The result, or undefined when it throws: OpenSSL's texts say nothing that helps a person here. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
