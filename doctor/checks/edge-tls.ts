import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { type Check, type CheckOutcome, fail, pass } from "../check.ts";
import { DialError, dialHttp1, dialTls, explainDial } from "../probes/dial.ts";
import type { ProofContext } from "../proof-context.ts";

/** Offers what a browser offers; a websocket host that answers `h2` breaks the upgrade. */
const offered = ["h2", "http/1.1"];

export const edgeTls: Check<ProofContext> = {
  id: "edge-tls",
  category: "edge",
  title: "TLS handshake, certificate and ALPN",
  needs: [],
  async run({ target, edge }) {
    try {
      const socket = await (edge.secure ? dialTls(target, offered) : dialHttp1(target));
      const outcome = judge(socket, edge.name);
      socket.destroy();
      return outcome;
    } catch (error) {
      if (!(error instanceof DialError)) throw error;
      const { detail, fix } = explainDial(error, edge, target.services.traefik);
      return fail(detail, fix);
    }
  },
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
