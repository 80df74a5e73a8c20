import * as z from "zod";
import { checkAcme } from "./acme-checks.ts";
import { crossCheck } from "./cross-check.ts";
import { fields, flag, quote, type Refusal, shapedField, textField, wholeNumber } from "./field.ts";
import { authorityField } from "./values/authority.ts";
import { choiceField } from "./values/choice.ts";
import { shortDurationField } from "./values/duration.ts";

const emailField = shapedField(
  {
    expected: "an e-mail address",
    example: "ops@example.com",
    description:
      "Address of your account at the authority. Traefik makes a new account at each start without one, which soon meets the authority's limits.",
    pattern: String.raw`^[^\s@]+@[^\s@]+\.[^\s@]+$`,
  },
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  { code: "invalid-email", fix: "Write one that somebody reads." },
);

const caServerField = textField(
  {
    expected: "the https:// address of an ACME directory",
    example: "https://ca.example.com/acme/acme/directory",
    description:
      "Directory of another authority than Let's Encrypt, such as a step-ca of your own, instead of `staging`.",
    pattern: "^https://",
  },
  (text): Refusal | undefined => {
    if (URL.canParse(text) && new URL(text).protocol === "https:") return undefined;
    const message = "expected the https:// address of an ACME directory";
    const fix = "Take it from the authority's documentation; it mostly ends in `/directory`.";
    return { code: "invalid-ca-server", message, found: quote(text), fix };
  },
);

const caCertificatesField = authorityField(
  "tls.acme.caCertificates",
  "Root certificates of the authority behind `caServer` in PEM, one below the other, where no public list has it. Traefik trusts them when it asks for certificates, and the doctor trusts what they have signed.",
);

const dnsProviderField = textField(
  {
    expected: "the code of a DNS provider",
    example: "cloudflare",
    description:
      "Who serves the zone of `domain`, by the code in [Traefik's list of providers](https://doc.traefik.io/traefik/reference/install-configuration/tls/certificate-resolvers/acme/), for `challenge: dns`. What it signs in with is in `dnsCredentials`.",
    pattern: "^[a-z0-9-]+$",
  },
  (text): Refusal | undefined => {
    // Those two run a program or wait for a person, and the task has neither.
    if (/^[a-z0-9-]+$/.test(text) && text !== "exec" && text !== "manual") return undefined;
    const fix = "Take it from Traefik's list of providers, for example `cloudflare` or `route53`.";
    const message = "expected the code of a DNS provider";
    return { code: "invalid-dns-provider", message, found: quote(text), fix };
  },
);

const resolverField = shapedField(
  {
    expected: "a DNS server with its port",
    example: "1.1.1.1:53",
    description: "A DNS server with its port.",
    pattern: String.raw`^\S+:\d+$`,
  },
  /^\S+:\d{1,5}$/,
  { code: "invalid-dns-server", fix: "Write address and port, for example `1.1.1.1:53`." },
);

/** `acme:` below `tls:` in the stack file. */
export const acmeSchema = z
  .strictObject({
    email: emailField,
    /** How the authority sees that the domain is yours. */
    challenge: choiceField(["http", "tls-alpn", "dns"], {
      example: "http",
      description:
        "How the authority sees that the domain is yours. `http`: it asks port 80 of it; `tls-alpn`: port 443; `dns`: a record in its zone, so that nothing has to be reachable. Public authorities know no other ports: forward 80 or 443 to yours where those differ.",
    }).default("http"),
    /** Let's Encrypt's test environment; true unless it is set or `caServer` is. */
    staging: flag(
      "true",
      "Whether certificates come from Let's Encrypt's test environment; true unless `caServer` is set. No browser trusts them, and mistakes cost nothing. `false` is production.",
    ).optional(),
    caServer: caServerField.optional(),
    caCertificates: caCertificatesField.optional(),
    /** How long the authority's certificates are valid, in hours. */
    certificatesDuration: wholeNumber(
      {
        expected: "a number of hours from 1 to 8784",
        example: "24",
        unit: "hours",
        description:
          "How long the certificates of `caServer` are valid. Traefik renews them 30 days before the end, for 2160 and more; 10 days from 720, 2 days from 144, 6 hours from 24, and 20 minutes below.",
      },
      1,
      8_784,
    ).default(2_160),
    dnsProvider: dnsProviderField.optional(),
    /** DNS servers that Traefik asks about the zone. */
    dnsResolvers: z.array(resolverField).min(1).optional().register(fields, {
      expected: "a list of DNS servers with their ports",
      example: '["1.1.1.1:53"]',
      description:
        "DNS servers that Traefik asks about the zone, instead of its container's. Needed where your own network sees another zone than the world does.",
    }),
    /** Whether Traefik looks for the record before the authority does. */
    dnsPropagationChecks: flag(
      "true",
      "Whether Traefik waits until the zone's own servers show the record. `false` where it cannot reach them; then set `dnsDelay`.",
    ).default(true),
    /** How long Traefik waits after it has set the record. */
    dnsDelay: shortDurationField(
      "0s",
      "0s",
      "10m",
      "How long Traefik waits after it has set the record.",
    ).default("0s"),
  })
  .register(fields, {
    expected: "the settings of ACME",
    example: "{ email: ops@example.com }",
    description: "Certificates by ACME, for `mode: acme`: Traefik gets them and renews them by itself.",
  })
  .check(crossCheck(checkAcme))
  .transform(({ staging, ...acme }) => ({ ...acme, staging: staging ?? acme.caServer === undefined }));

/** How a stack gets its certificates by ACME. */
export type AcmeSettings = z.output<typeof acmeSchema>;
