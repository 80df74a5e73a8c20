import * as z from "zod";
import { fields } from "./field.ts";
import { modeField } from "./values/mode.ts";

/** `tls:` in the stack file: where the certificate comes from. */
export const tlsSchema = z
  .strictObject({
    mode: modeField(
      ["development", "files", "offloaded"],
      ["acme"],
      "`development`: `make up` makes a certificate with an authority of this machine. `files`: your own, in the encrypted settings `certificate` and `certificateKey`; see [own-certificate.md](own-certificate.md). `offloaded`: a load balancer in front ends TLS and speaks plain HTTP to `traefik.httpPort`; see [load-balancer.md](load-balancer.md).",
    ).prefault("development"),
  })
  .register(fields, {
    expected: "the settings of TLS",
    example: "{ mode: development }",
    description: "Where the certificate of the websocket comes from.",
  });
