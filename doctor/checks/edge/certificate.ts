import { type Check, fail, pass, skip } from "../../check.ts";
import { dialTls } from "../../probes/dial.ts";
import { acmeRefusal } from "./acme-refusal.ts";
import { type EdgeContext, explained } from "./explained.ts";

const day = 86_400_000;
/** Authorities renew a month before the end; what is left with so few days is not being renewed. */
const leastDays = 7;

/** Of its time, that Traefik has to have renewed it before the end: it begins at a third of 90 days. */
const leastShare = 1 / 6;

/** Reads how long the certificate is valid. */
export const edgeCertificate: Check<EdgeContext> = {
  id: "edge-certificate",
  layer: "edge",
  title: `the certificate is valid for more than ${leastDays} days`,
  why: "On the day when it ends no browser connects any more.",
  parts: ["edge"],
  needs: ["edge-tls"],
  run: explained(async (edge, { secure, host }, context) => {
    if (!secure) return skip("the address begins with ws://, so there is none");
    const socket = await dialTls(edge, ["http/1.1"]);
    const { valid_from, valid_to } = socket.getPeerCertificate();
    socket.destroy();
    const end = Date.parse(valid_to);
    const left = end - Date.now();
    const days = Math.floor(left / day);
    const seen = `until ${new Date(end).toISOString().slice(0, 10)}, ${days} days`;
    if (days > leastDays) return pass(seen);
    if (edge.acme !== undefined) {
      // An authority of one's own may give them for hours.
      if (left > (end - Date.parse(valid_from)) * leastShare) return pass(`${seen}, renewed by Traefik`);
      const reason = await acmeRefusal(context);
      return fail({
        expected: "one that Traefik has renewed",
        seen,
        cause: `The certificate of ${host} ends soon, and Traefik has not renewed it. ${reason === undefined ? "Its log names no reason." : `It says: ${reason}`}`,
        fix: "Mend what it names; Traefik tries again by itself. The challenge has to work as it did at first.",
        page: "docs/certificates.md",
      });
    }
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
