import { rootCertificates } from "node:tls";
import { freePorts } from "../../support/free-ports.ts";
import type { Fault } from "../fault.ts";
import { at, withEdge } from "../targets.ts";

/** Mistakes of a page, or of whoever told it the address: the stack itself is sound. */
export const pageFaults: readonly Fault[] = [
  {
    id: "page-origin",
    title: "the page is served from an Origin that is not allowed",
    target: withEdge((edge) => ({ ...edge, origin: "https://other.example.com" })),
    check: "edge-upgrade",
    cause: "Centrifugo does not allow the Origin https://other.example.com.",
    page: "docs/rules/require-matching-origin.md",
    sample: true,
  },
  {
    id: "page-name",
    title: "the page dials a name that DNS does not know",
    target: withEdge(({ dialAddress: _dialAddress, ...edge }) =>
      at(edge, (url) => {
        url.hostname = "centrifugo.invalid";
      }),
    ),
    check: "edge-tls",
    cause: "DNS knows no centrifugo.invalid.",
  },
  {
    id: "page-port",
    title: "the page dials a port that nothing listens on",
    target: withEdge(async (edge) => {
      const [port] = await freePorts(1);
      return at(edge, (url) => {
        url.port = String(port);
      });
    }),
    check: "edge-tls",
    cause: "Nothing listens at centrifugo.localhost:",
  },
  {
    id: "page-path",
    title: "the page dials a path that is not routed",
    target: withEdge((edge) =>
      at(edge, (url) => {
        url.pathname = "/ws";
      }),
    ),
    check: "edge-upgrade",
    cause: "Clients dial the path /ws, and Centrifugo serves websockets at /connection/websocket.",
  },
  {
    id: "page-authority",
    title: "the browser does not trust who signed the certificate",
    target: withEdge((edge) => ({ ...edge, caCertificate: rootCertificates[0] ?? "" })),
    check: "edge-tls",
    cause: "The certificate of centrifugo.localhost is signed by nobody that is trusted here",
  },
  {
    id: "page-namespace",
    title: "the page subscribes to a channel whose namespace nobody defined",
    target: ({ target }) => ({ ...target, channels: ["chat:<room>"] }),
    check: "token-subscribe",
    cause: "Centrifugo has no namespace chat, so chat:<room> is an unknown channel.",
    page: "docs/rules/require-namespace-for-channel.md",
    sample: true,
  },
];
