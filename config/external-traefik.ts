import * as z from "zod";
import { fields, quote, type Refusal, textField, wholeNumber } from "./field.ts";
import { networkNameField } from "./values/network-name.ts";
import { traefikNameField, traefikReferenceField } from "./values/traefik-name.ts";

const networkField = networkNameField({
  example: "traefik-public",
  description:
    "With `mode: external`: the overlay network that the existing Traefik and its applications share, by its whole name in `docker network ls`. Centrifugo joins it; it is never made, changed or removed by this stack.",
});

/** What this stack writes itself; another value would fight with it. */
const ownLabels =
  /^(traefik\.(enable=|swarm\.|docker\.|https?\.|tcp\.|udp\.|tls\.)|com\.docker\.|centrifugo-swarm\.)/i;

const labelField = textField(
  {
    expected: "a label as `name=value`",
    example: "traefik.constraint-label=traefik-public",
    description: "A label as `name=value`.",
    pattern: "^[^=\\s]+=.*$",
  },
  (text): Refusal | undefined => {
    const found = quote(text);
    if (!/^[^=\s]+=.*$/.test(text)) {
      const fix = "Write for example `- traefik.constraint-label=traefik-public`.";
      return { code: "invalid-label", message: "expected a label as `name=value`", found, fix };
    }
    if (!ownLabels.test(text)) return undefined;
    const fix =
      "Leave it out: the settings beside it decide it. For what they do not say use `transform` in index.ts.";
    return { code: "own-label", message: "this stack writes that label itself", found, fix };
  },
);

/** Settings for a Traefik that runs already, of somebody else. */
export const externalTraefikShape = {
  network: networkField.optional(),
  /** Decides the names of the labels. */
  version: wholeNumber(
    {
      expected: "2 or 3",
      example: "3",
      description:
        "With `mode: external`: the major version of the existing Traefik, 3 (from 3.2.2) or 2 (2.11). It decides how the labels are called.",
    },
    2,
    3,
  ).default(3),
  entryPoint: traefikNameField(
    "websecure",
    "With `mode: external`: the entry point of the existing Traefik that browsers reach by TLS.",
  ).default("websecure"),
  certificateResolver: traefikNameField(
    "letsencrypt",
    "With `mode: external`: the certificate resolver that gets the certificate of `domain`. Without it Traefik has to have one for that name already.",
  ).optional(),
  tlsOption: traefikReferenceField(
    "ws-http1@file",
    "With `mode: external`: the TLS option for HTTP/1.1 on the websocket's host, once the owner of Traefik has put the file of `config traefik-file` there. Named and not there, Traefik closes every connection to that host.",
  ).optional(),
  serversTransport: traefikReferenceField(
    "centrifugo@file",
    "With `mode: external`: the servers transport with a short dial timeout, once that same file is there. Without it clients of a killed task may wait 30 seconds.",
  ).optional(),
  labels: z
    .array(labelField)
    .register(fields, {
      expected: "a list of labels",
      example: "[traefik.constraint-label=traefik-public]",
      description:
        "With `mode: external`: further labels that the existing Traefik asks for before it takes a service up (its `constraints`).",
    })
    .default([]),
};
