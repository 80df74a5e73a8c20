import { TLSSocket } from "node:tls";
import { type Check, pass } from "../../check.ts";
import { dialIssued } from "../../probes/dial-issued.ts";
import { acmeRefusal } from "./acme-refusal.ts";
import { type EdgeContext, explained } from "./explained.ts";

/** Connects as a browser does that opens a websocket. */
export const edgeTls: Check<EdgeContext> = {
  id: "edge-tls",
  layer: "edge",
  title: "the edge answers, with a certificate that is trusted",
  why: "A browser that does not trust the certificate closes the connection, and tells the page nothing but that it was lost.",
  parts: ["edge"],
  needs: [],
  run: explained(async (edge, { name }, context) => {
    const isRefused = async () => (await acmeRefusal(context)) !== undefined;
    const socket = await dialIssued(edge, isRefused);
    const protocol = socket instanceof TLSSocket ? socket.getProtocol() : "no TLS";
    socket.destroy();
    const staging = edge.acme?.staging === true ? ", from Let's Encrypt's test environment" : "";
    return pass(`${name}, ${protocol}${staging}`);
  }),
};
