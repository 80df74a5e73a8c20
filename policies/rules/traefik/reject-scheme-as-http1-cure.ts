import type { Service } from "../../../model/model.ts";
import { clear } from "../../../model/value.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { traefikLabels } from "../../traefik-services.ts";

/** Finds a label that people write to get HTTP/1.1 for their clients. */
export const rejectSchemeAsHttp1Cure: Rule = {
  id: "reject-scheme-as-http1-cure",
  title: "No label pretends to choose HTTP/1.1",
  severity: "info",
  systems: ["traefik"],
  symptom: "Nothing changes: the real reason why websockets fail stays where it is.",
  fix: "Delete the label. What clients speak is decided by a TLS option with `alpnProtocols: [http/1.1]` in a dynamic file of Traefik.",
  source:
    "Traefik documentation, HTTP services: the scheme is what Traefik speaks to the servers, http is the default",
  proof: "observed",
  check: (model) => model.services.flatMap(checkService),
};

function checkService(service: Service): Observation[] {
  return traefikLabels(service)
    .filter(({ key }) => /^traefik\.http\.services\.[^.]+\.loadbalancer\.server\.scheme$/.test(key))
    .filter(({ value }) => clear(value)?.toLowerCase() === "http")
    .map(({ value }) => {
      const message = `${value.origin.label} has no effect: http is what Traefik speaks to the service anyway, and it says nothing about the HTTP version of clients.`;
      return violation(service.name, value.origin, message);
    });
}
