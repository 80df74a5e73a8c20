import * as z from "zod";
import { fields, flag, quote, type Refusal, textField } from "./field.ts";
import { authorityField } from "./values/authority.ts";
import { isHostName } from "./values/host-name.ts";

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
    ca: authorityField(
      "redis.tls.ca",
      "The authority that signed the certificate of Redis, in PEM; those of the system unless set. It is no secret: Centrifugo gets it as a Swarm config.",
    ).optional(),
    serverName: serverNameField.optional(),
  })
  .register(fields, {
    expected: "the settings of TLS to Redis",
    example: "{ enabled: true }",
    description: "TLS to Redis. Its certificate is always checked.",
  });
