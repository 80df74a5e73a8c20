import { type Check, fail, pass, skip } from "../../check.ts";
import type { DoctorContext } from "../../doctor-context.ts";
import { dialTls } from "../../probes/dial.ts";
import { explained } from "./explained.ts";

/** What a browser offers. */
const offered = ["h2", "http/1.1"];

/** Shakes hands as a browser does for a page, to see which HTTP is spoken. */
export const edgeAlpn: Check<Pick<DoctorContext, "target">> = {
  id: "edge-alpn",
  layer: "edge",
  title: "the websocket's host speaks HTTP/1.1",
  why: "A websocket is opened over HTTP/1.1. Browsers open a connection of their own for it, so HTTP/2 beside it does no harm; but some releases of Traefik and some proxies break the upgrade then.",
  parts: ["edge"],
  needs: ["edge-tls"],
  run: explained(async (edge, { secure }) => {
    if (!secure) return skip("without TLS there is only HTTP/1.1");
    const socket = await dialTls(edge, offered);
    const chosen = socket.alpnProtocol === false ? null : socket.alpnProtocol;
    socket.destroy();
    if (chosen !== "h2") return pass(`${chosen ?? "no ALPN"}, though h2 was offered`);
    if (edge.http1Only !== true) return pass("h2 for pages, and HTTP/1.1 for the websocket");
    return fail({
      expected: "http/1.1, though h2 is offered",
      seen: "h2",
      cause:
        "The TLS option for HTTP/1.1 does not hold for this host: it is not there, or routers of one host name different ones.",
      fix: "Give all routers of this host the same TLS option, with alpnProtocols [http/1.1], and deploy.",
      page: "docs/rules/use-one-tls-option-per-host.md",
    });
  }),
};
