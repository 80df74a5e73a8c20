import * as z from "zod";
import { fields } from "./field.ts";
import { modeField } from "./values/mode.ts";

/** `tls:` in the stack file: where the certificate comes from. */
export const tlsSchema = z
  .strictObject({
    /** `development`: a certificate of the local authority that `make up` creates. */
    mode: modeField(["development"], ["acme", "files"]).prefault("development"),
  })
  .register(fields, { expected: "the settings of TLS", example: "{ mode: development }" });
