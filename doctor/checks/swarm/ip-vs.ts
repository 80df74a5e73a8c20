import { UserError } from "../../../config/user-error.ts";
import { clear } from "../../../model/value.ts";
import { type Check, fail, pass, skip } from "../../check.ts";
import { type DoctorContext, swarmOf } from "../../doctor-context.ts";

/** Looks whether virtual addresses of services work, where some service has one. */
export const ipVs: Check<DoctorContext> = {
  id: "swarm-ip-vs",
  layer: "swarm",
  title: "the nodes can serve virtual addresses, where services have them",
  why: "Without IP_VS in the kernel the name of a service leads to an address that nobody answers at; tasks.NAME and dnsrr work.",
  parts: ["swarm", "apiInside"],
  needs: ["docker-answers"],
  async run(context) {
    const { facts } = swarmOf(context);
    const virtual = await facts.model().then(
      ({ services }) =>
        services
          .filter(({ endpointMode, isJob }) => !isJob && clear(endpointMode) !== "dnsrr")
          .map(({ name }) => name),
      (error: unknown) => {
        if (error instanceof UserError) return undefined;
        throw error;
      },
    );
    if (virtual === undefined) return skip("the services are not there");
    if (virtual.length === 0) return pass("every service is dnsrr, which needs none");
    const { hasIpVs } = await facts.inside.nodes();
    if (hasIpVs) return pass(`${virtual.join(", ")} ${virtual.length === 1 ? "has" : "have"} one`);
    return fail({
      expected: "IP_VS in the kernel, or dnsrr",
      seen: `no IP_VS on the node of the doctor's job, and a virtual address for ${virtual.join(", ")}`,
      cause: `The kernel has no IP_VS, so nothing answers at the name of ${virtual.join(", ")}.`,
      fix: `Load it on every node (modprobe ip_vs), or do without: docker service update --endpoint-mode dnsrr ${virtual[0]}`,
    });
  },
};
