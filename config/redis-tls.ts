import { X509Certificate } from "node:crypto";
import * as z from "zod";
import { CERTIFICATE } from "./certificate.ts";
import { fields, flag, quote, type Refusal, textField } from "./field.ts";
import { isHostName } from "./values/host-name.ts";

const one = new RegExp(CERTIFICATE.source, "g");

const authorityField = textField(
  {
    expected: "certificates in PEM",
    example: "…",
    description:
      "The authority that signed the certificate of Redis, in PEM; those of the system unless set. It is no secret: Centrifugo gets it as a Swarm config.",
  },
  (text): Refusal | undefined => authorityFault(text, Date.now()),
);

const serverNameField = textField(
  {
    expected: "a host name",
    example: "redis.internal",
    description:
      "Name that the certificate of Redis has to be valid for; the host of the address unless set. Needed where Sentinels or a cluster answer with IP addresses.",
  },
  (text): Refusal | undefined => {
    if (isHostName(text)) return undefined;
    const fix = "Write the name alone, as in the certificate, in lower case: `redis.internal`.";
    return { code: "invalid-server-name", message: "expected a host name", found: quote(text), fix };
  },
);

/** `redis.tls`; that the certificate is checked cannot be switched off. */
export const redisTlsField = z
  .strictObject({
    enabled: flag("true", "Whether Redis is spoken to over TLS.").default(true),
    ca: authorityField.optional(),
    serverName: serverNameField.optional(),
  })
  .register(fields, {
    expected: "the settings of TLS to Redis",
    example: "{ enabled: true }",
    description: "TLS to Redis. Its certificate is always checked.",
  });

/** Go reads certificates one by one and passes over what is none, so each is looked at. */
function authorityFault(text: string, now: number): Refusal | undefined {
  const certificates = text.match(one) ?? [];
  const fix = "Store the whole PEM file: `pulumi config set --path redis.tls.ca < ca.pem`.";
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
    const certificate = attempt(() => new X509Certificate(pem));
    if (certificate === undefined) {
      return { code: "invalid-pem", message: "a certificate of the authority cannot be read", fix };
    }
    if (certificate.validToDate.getTime() < now) {
      const day = certificate.validToDate.toISOString().slice(0, 10);
      const message = `a certificate of the authority expired on ${day}`;
      return { code: "certificate-expired", message, fix: "Get the authority's new one, and store that." };
    }
  }
  return undefined;
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
