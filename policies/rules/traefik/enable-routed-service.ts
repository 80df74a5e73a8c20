import type { Service, StackModel } from "../../../model/model.ts";
import { clear } from "../../../model/value.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import {
  exposesByDefault,
  hasRouting,
  labelReaders,
  traefikLabel,
  traefikLabels,
} from "../../traefik-services.ts";

/** Finds services with routers that Traefik is told to pass over. */
export const enableRoutedService: Rule = {
  id: "enable-routed-service",
  title: "A service with routers is enabled",
  severity: "error",
  systems: ["traefik"],
  symptom: "The address is 404: Traefik passes over the service without a word.",
  fix: "Add the label `traefik.enable=true`.",
  source: "Traefik documentation, Swarm provider, exposedByDefault and traefik.enable",
  proof: "observed",
  check: (model) => model.services.flatMap((service) => checkService(service, model)),
};

function checkService(service: Service, model: StackModel): Observation[] {
  if (!hasRouting(service)) return [];
  const enable = traefikLabel(service, "traefik.enable");
  const text = clear(enable);
  if (enable !== undefined) {
    if (text !== "" && text !== undefined && !/^(true|1|t|false|0|f)$/i.test(text)) {
      return [violation(service.name, enable.origin, `${enable.origin.label} is neither true nor false.`)];
    }
    return [];
  }
  const readers = labelReaders(model);
  if (readers.length === 0 || readers.some((reader) => exposesByDefault(reader) !== false)) return [];
  const [first] = traefikLabels(service).filter(({ key }) => key.startsWith("traefik.http."));
  const origin = first?.value.origin ?? service.origin;
  const message = `Service ${service.name} has labels for routers (${origin.label}) and not traefik.enable=true, and exposedByDefault is off.`;
  return [violation(service.name, origin, message)];
}
