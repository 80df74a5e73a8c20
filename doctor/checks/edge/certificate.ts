import { type Check, fail, pass, skip } from "../../check.ts";
import type { DoctorContext } from "../../doctor-context.ts";
import { dialTls } from "../../probes/dial.ts";
import { explained } from "./explained.ts";

const day = 86_400_000;
/** Authorities renew a month before the end; what is left with so few days is not being renewed. */
const leastDays = 7;

/** Reads how long the certificate is valid. */
export const edgeCertificate: Check<Pick<DoctorContext, "target">> = {
  id: "edge-certificate",
  layer: "edge",
  title: `the certificate is valid for more than ${leastDays} days`,
  why: "On the day when it ends no browser connects any more.",
  parts: ["edge"],
  needs: ["edge-tls"],
  run: explained(async (edge, { secure, host }) => {
    if (!secure) return skip("the address begins with ws://, so there is none");
    const socket = await dialTls(edge, ["http/1.1"]);
    const end = new Date(socket.getPeerCertificate().valid_to);
    socket.destroy();
    const days = Math.floor((end.getTime() - Date.now()) / day);
    const seen = `until ${end.toISOString().slice(0, 10)}, ${days} days`;
    if (days > leastDays) return pass(seen);
    return fail({
      expected: `more than ${leastDays} days`,
      seen,
      cause: `The certificate of ${host} ends in ${days} days, and nobody has renewed it.`,
      fix:
        edge.behind === undefined
          ? "Renew it, put it into the stack, and deploy."
          : "Renew it at the load balancer in front, which ends TLS.",
    });
  }),
};
