import { type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** What to write instead. */
const instead: ReadonlyMap<string, string> = new Map([
  [
    "depends_on",
    "Swarm starts everything at once: let the program wait, and give the service a health check.",
  ],
  ["container_name", "Other services reach it by the name of the service."],
  ["links", "Services on one network reach each other by name."],
  ["expose", "Services on one network reach each other on every port."],
  ["build", "Build and push the image first; Swarm only pulls it."],
  ["network_mode", "Use `networks`; the host's network is the external network `host`."],
  ["privileged", "Use `cap_add` with the capabilities that are needed."],
]);

/** Finds keys of a stack file that look as if they had an effect. */
export const rejectIgnoredStackKey: Rule = {
  id: "reject-ignored-stack-key",
  title: "Every key of a stack file has an effect",
  severity: "warning",
  systems: ["swarm"],
  symptom:
    "What the file says does not happen, such as an order of starts or a device of the node, and the deployment succeeds.",
  fix: "Remove the key, or use what Swarm has for it under `deploy`.",
  source: "docker/cli cli/compose/types: unsupported and deprecated properties",
  proof: "observed",
  check: ({ remarks }) =>
    remarks.flatMap((remark) => {
      if (remark.kind !== "ignored-key") return [];
      const key = showWord(remark.key, "A key");
      const message = `${key} of service ${showWord(remark.service, "…")} has no effect: docker stack deploy leaves it out.`;
      return [violation(remark.service, remark.origin, message, instead.get(remark.key))];
    }),
};
