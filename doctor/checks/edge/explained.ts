import { type CheckOutcome, fail } from "../../check.ts";
import { type DoctorContext, edgeOf } from "../../doctor-context.ts";
import type { EdgeTarget } from "../../doctor-target.ts";
import { type EdgeAddress, edgeAddress } from "../../edge-address.ts";
import { besideBalancer } from "../../probes/balancer.ts";
import { DialError } from "../../probes/dial.ts";
import { isCertificateError } from "../../probes/dial-issued.ts";
import { explainAcme } from "../../probes/explain-acme.ts";
import { explainDial } from "../../probes/explain-dial.ts";
import { explainMissingOption } from "../../probes/missing-tls-option.ts";
import { acmeRefusal } from "./acme-refusal.ts";

/** What a check of the edge needs; what runs behind it is known only on a Swarm. */
export type EdgeContext = Pick<DoctorContext, "target"> & Partial<Pick<DoctorContext, "facts">>;

/** Makes a connection that was refused or broke a failure in words, where it would be a crash. */
export function explained(
  look: (edge: EdgeTarget, address: EdgeAddress, context: EdgeContext) => Promise<CheckOutcome>,
): (context: EdgeContext) => Promise<CheckOutcome> {
  return async (context) => {
    const edge = edgeOf(context);
    const address = edgeAddress(edge);
    const traefik = context.target.swarm?.services.traefik;
    try {
      return await look(edge, address, context);
    } catch (error) {
      if (!(error instanceof DialError)) throw error;
      if (edge.acme !== undefined && isCertificateError(error)) {
        return fail(explainAcme(address, edge.acme, await acmeRefusal(context), traefik));
      }
      const failure = explainMissingOption(error, edge, address) ?? explainDial(error, address, traefik);
      return fail(await besideBalancer(failure, edge));
    }
  };
}
