import type { Fault } from "./cross-check.ts";
import { dayOf, readCertificate, readPrivateKey } from "./read-pem.ts";

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
  const certificate = readCertificate(pem);
  const key = keyPem === undefined ? undefined : readPrivateKey(keyPem);
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
    fault(
      "certificate",
      "certificate-expired",
      `the certificate expired on ${dayOf(certificate.validToDate)}`,
    );
  }
  if (now < certificate.validFromDate.getTime()) {
    const fix = "Set this machine's clock, or store a certificate that is valid now.";
    fault(
      "certificate",
      "certificate-not-yet-valid",
      `the certificate starts on ${dayOf(certificate.validFromDate)}`,
      fix,
    );
  }
  return faults;
}
