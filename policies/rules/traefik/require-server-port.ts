import type { Service, StackModel } from "../../../model/model.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { isExposed, traefikLabels } from "../../traefik-services.ts";

/** Finds routed services whose port Traefik cannot know. */
export const requireServerPort: Rule = {
  id: "require-server-port",
  title: "Traefik is told the port of each service",
  severity: "error",
  systems: ["traefik"],
  symptom: "The address is 404: Traefik skips the service with `port is missing` in its log.",
  fix: "Add `traefik.http.services.<name>.loadbalancer.server.port` with the port that the service listens on (8000 for Centrifugo).",
  source: "Traefik documentation, Swarm provider: the port label is mandatory; pkg/provider/docker/config.go",
  proof: "observed",
  check: (model) => model.services.flatMap((service) => checkService(service, model)),
};

function checkService(service: Service, model: StackModel): Observation[] {
  const labels = traefikLabels(service);
  const [router] = labels.filter(({ key }) => key.startsWith("traefik.http.routers."));
  if (router === undefined || isExposed(service, model) === false) return [];
  // A router to another provider's service needs none.
  const elsewhere = labels.some(({ key, value }) =>
    isElsewhere(key, value.state === "known" ? value.value : ""),
  );
  const isGiven = labels.some(({ key }) =>
    /^traefik\.http\.services\.[^.]+\.loadbalancer\.server\.(port|url)$/.test(key),
  );
  if (isGiven || elsewhere) return [];
  const message = `Service ${service.name} has routers for Traefik (${router.value.origin.label}), and no label tells its port.`;
  return [violation(service.name, router.value.origin, message)];
}

function isElsewhere(key: string, value: string): boolean {
  return /^traefik\.http\.routers\.[^.]+\.service$/.test(key) && /@(internal|file)$/.test(value);
}
