import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { type Check, type CheckOutcome, fail, pass } from "../check.ts";
import { dialHttp1, dialTls } from "../probes/dial.ts";
import type { EdgeContext } from "../proof-context.ts";
import { explained } from "./explained.ts";

/** Offers what a browser offers; a websocket host that answers `h2` breaks the upgrade. */
const offered = ["h2", "http/1.1"];

/** Shakes hands as a browser would. */
export const edgeTls: Check<EdgeContext> = {
  id: "edge-tls",
  category: "edge",
  title: "TLS handshake, certificate and ALPN",
  needs: [],
  run: explained(async ({ target, edge }) => {
    const socket = await (edge.secure ? dialTls(target, offered) : dialHttp1(target));
    const outcome = judge(socket, edge.name);
    socket.destroy();
    return outcome;
  }),
};

function judge(socket: Socket, name: string): CheckOutcome {
  if (!(socket instanceof TLSSocket)) return pass(`${name} answers, without TLS`);
  const alpn = socket.alpnProtocol;
  if (alpn === "http/1.1") {
    const until = new Date(socket.getPeerCertificate().valid_to).toISOString().slice(0, 10);
    return pass(
      `${name} answers ${socket.getProtocol()} with ALPN http/1.1, certificate valid until ${until}`,
    );
  }
  return fail(
    `expected ALPN http/1.1 though h2 is offered, got ${alpn === false || alpn === null ? "none" : alpn}`,
    "Give the websocket router a TLS option whose alpnProtocols is [http/1.1], the same on all routers of this host.",
  );
}
