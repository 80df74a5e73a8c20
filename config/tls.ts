import * as z from "zod";
import { acmeSchema } from "./acme.ts";
import { crossCheck, type Fault } from "./cross-check.ts";
import { fields } from "./field.ts";
import { choiceField } from "./values/choice.ts";

/** `tls:` in the stack file: where the certificate comes from. */
export const tlsSchema = z
  .strictObject({
    mode: choiceField(["development", "files", "acme", "offloaded"], {
      example: "development",
      description:
        "`development`: `make up` makes a certificate with an authority of this machine. `files`: your own, in the encrypted settings `certificate` and `certificateKey`; see [own-certificate.md](own-certificate.md). `acme`: Traefik gets it from Let's Encrypt or another ACME server, and renews it; see [certificates.md](certificates.md). `offloaded`: a load balancer in front ends TLS and speaks plain HTTP to `traefik.httpPort`; see [load-balancer.md](load-balancer.md).",
    }).prefault("development"),
    acme: acmeSchema.optional(),
  })
  .register(fields, {
    expected: "the settings of TLS",
    example: "{ mode: development }",
    description: "Where the certificate of the websocket comes from.",
  })
  .check(crossCheck(checkMode));

function checkMode({ mode = "development", acme }: Record<string, unknown>): Fault[] {
  if (mode === "acme" && acme === undefined) {
    const message = "`acme` needs to know whose account it is";
    const fix = "Add `acme: { email: ops@example.com }`, with an address that somebody reads.";
    return [[["mode"], { code: "missing-acme", message, fix }]];
  }
  if (mode === "acme" || acme === undefined) return [];
  const message = "it is about `mode: acme`, and the certificate comes from elsewhere";
  return [[["acme"], { code: "other-tls-mode", message, fix: "Remove it, or set `mode: acme`." }]];
}
