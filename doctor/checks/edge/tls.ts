import { TLSSocket } from "node:tls";
import { type Check, pass } from "../../check.ts";
import type { DoctorContext } from "../../doctor-context.ts";
import { dialHttp1 } from "../../probes/dial.ts";
import { explained } from "./explained.ts";

/** Connects as a browser does that opens a websocket. */
export const edgeTls: Check<Pick<DoctorContext, "target">> = {
  id: "edge-tls",
  layer: "edge",
  title: "the edge answers, with a certificate that is trusted",
  why: "A browser that does not trust the certificate closes the connection, and tells the page nothing but that it was lost.",
  parts: ["edge"],
  needs: [],
  run: explained(async (edge, { name }) => {
    const socket = await dialHttp1(edge);
    const protocol = socket instanceof TLSSocket ? socket.getProtocol() : "no TLS";
    socket.destroy();
    return pass(`${name}, ${protocol}`);
  }),
};
