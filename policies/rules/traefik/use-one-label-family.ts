import type { Service } from "../../../model/model.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { traefikLabels } from "../../traefik-services.ts";

/** Finds services with labels of both of Traefik's container providers. */
export const useOneLabelFamily: Rule = {
  id: "use-one-label-family",
  title: "A service has labels of one provider",
  severity: "error",
  systems: ["traefik"],
  versions: "Traefik from 3.2.2",
  symptom:
    "The address is 404: Traefik skips the service with `both Docker and Swarm labels are defined` in its log.",
  fix: "Keep `traefik.swarm.*` and delete `traefik.docker.*`.",
  source: "Traefik pkg/provider/docker/shared_labels.go; changelog of v3.2.2",
  proof: "observed",
  check: (model) => model.services.flatMap(checkService),
};

function checkService(service: Service): Observation[] {
  const labels = traefikLabels(service);
  const docker = labels.find(({ key }) => key.startsWith("traefik.docker."));
  const swarm = labels.find(({ key }) => key.startsWith("traefik.swarm."));
  if (docker === undefined || swarm === undefined) return [];
  const message = `Service ${service.name} has ${docker.value.origin.label} beside ${swarm.value.origin.label}.`;
  return [{ ...violation(service.name, docker.value.origin, message), related: [swarm.value.origin] }];
}
