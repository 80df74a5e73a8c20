import { type CheckOutcome, fail } from "../check.ts";
import { DialError, explainDial } from "../probes/dial.ts";
import type { EdgeContext } from "../proof-context.ts";

/** Makes a connection that was refused or broke a failure in words, where it would be a crash. */
export function explained(
  look: (context: EdgeContext) => Promise<CheckOutcome>,
): (context: EdgeContext) => Promise<CheckOutcome> {
  return async (context) => {
    try {
      return await look(context);
    } catch (error) {
      if (!(error instanceof DialError)) throw error;
      const { detail, fix } = explainDial(error, context.edge, context.target.services.traefik);
      return fail(detail, fix);
    }
  };
}
