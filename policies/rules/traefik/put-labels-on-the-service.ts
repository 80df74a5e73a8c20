import type { Service } from "../../../model/model.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";

/** Finds labels for Traefik on containers, where its Swarm provider does not look. */
export const putLabelsOnTheService: Rule = {
  id: "put-labels-on-the-service",
  title: "Labels for Traefik stand on the Swarm service",
  severity: "error",
  systems: ["traefik"],
  symptom: "The address is 404: Traefik does not see the router at all, and logs nothing.",
  fix: "Move the labels below `deploy:` (`deploy.labels`); in Pulumi from `containerSpec.labels` to `labels` of the service.",
  source: "Traefik documentation, Swarm provider: labels are read from the service",
  proof: "observed",
  check: (model) => model.services.flatMap(checkService),
};

/** The first one stands for all. */
function checkService({ name, containerLabels }: Service): Observation[] {
  const labels = [...containerLabels].filter(([label]) => /^traefik\.(enable|http|tcp|udp)/i.test(label));
  const [first] = labels;
  if (first === undefined) return [];
  const count = labels.length === 1 ? "a label" : `${labels.length} labels`;
  const message = `Service ${name} has ${count} for Traefik on its containers (${first[1].origin.label}), and Traefik reads the labels of the service.`;
  return [violation(name, first[1].origin, message)];
}
