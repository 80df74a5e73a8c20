import { CERTIFICATE } from "../certificate.ts";
import { type Refusal, textField } from "../field.ts";
import { dayOf, readCertificate } from "../read-pem.ts";

const one = new RegExp(CERTIFICATE.source, "g");

/**
 * Certificates of an authority in PEM, one below the other.
 *
 * @param setting by which it is stored, such as `redis.tls.ca`.
 */
export function authorityField(setting: string, description: string) {
  return textField({ expected: "certificates in PEM", example: "…", description }, (text) =>
    authorityFault(text, setting, Date.now()),
  );
}

/** Go reads certificates one by one and passes over what is none, so each is looked at. */
function authorityFault(text: string, setting: string, now: number): Refusal | undefined {
  const certificates = text.match(one) ?? [];
  const fix = `Store the whole PEM file: \`pulumi config set --path ${setting} < ca.pem\`.`;
  if (/PRIVATE KEY-----/.test(text)) {
    const message = "a private key stands beside the certificate";
    return {
      code: "key-in-authority",
      message,
      fix: "Store the certificate of the authority alone, and take that key for known.",
    };
  }
  if (certificates.length === 0) {
    return { code: "invalid-pem", message: "expected certificates in PEM", found: "something else", fix };
  }
  for (const pem of certificates) {
    const certificate = readCertificate(pem);
    if (certificate === undefined) {
      return { code: "invalid-pem", message: "a certificate of the authority cannot be read", fix };
    }
    if (certificate.validToDate.getTime() < now) {
      const message = `a certificate of the authority expired on ${dayOf(certificate.validToDate)}`;
      return { code: "certificate-expired", message, fix: "Get the authority's new one, and store that." };
    }
  }
  return undefined;
}
