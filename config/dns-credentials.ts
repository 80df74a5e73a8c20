import * as z from "zod";
import { fields, type Refusal, textField } from "./field.ts";

const valueField = textField(
  { expected: "a text without line breaks at its ends", example: "…" },
  (text): Refusal | undefined => {
    if (text !== "" && text.trim() === text) return undefined;
    const message = "expected a value without spaces or line breaks at its ends";
    return { code: "invalid-credential", message, fix: "Set it again, without them." };
  },
);

/** What Traefik signs in to the DNS provider with, by the names of the provider's variables; encrypted as a whole. */
export const dnsCredentialsField = z
  .record(z.string().regex(/^[A-Z][A-Z0-9_]*(?<!_FILE)$/), valueField)
  .register(fields, {
    expected: "variables of the DNS provider by name",
    example: "…",
    description:
      "What Traefik signs in to the DNS provider with, for `tls.acme.challenge: dns`, by the names of the provider's variables: `pulumi config set --secret --path dnsCredentials.CF_DNS_API_TOKEN`. Each becomes a Swarm secret that Traefik reads as a file; nothing of it stands in an environment.",
  });
