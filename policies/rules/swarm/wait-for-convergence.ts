import { clear } from "../../../model/value.ts";
import { type Rule, violation } from "../../rule.ts";
import { knownServices } from "../../swarm-services.ts";

/** Finds services that Pulumi reports as deployed before a task runs. */
export const waitForConvergence: Rule = {
  id: "wait-for-convergence",
  title: "Pulumi waits until the tasks run",
  severity: "warning",
  systems: ["swarm"],
  symptom: "`pulumi up` succeeds although no task of the service ever starts.",
  fix: 'Set `convergeConfig`, such as `{ delay: "2s", timeout: "3m" }`.',
  source: "Pulumi docker provider, Service: convergeConfig; without it the provider does not wait",
  proof: "observed",
  check: (model) =>
    model.source !== "pulumi"
      ? []
      : knownServices(model)
          // The provider cannot wait for a global service.
          .filter(({ converges, replicas }) => clear(converges) === false && replicas !== undefined)
          .map(({ name, converges, origin }) => {
            const message = `Service ${name} has no convergeConfig, so that an up does not wait for its tasks.`;
            return violation(name, converges?.origin ?? origin, message);
          }),
};
