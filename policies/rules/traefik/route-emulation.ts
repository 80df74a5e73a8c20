import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import type { StackModel } from "../../../model/model.ts";
import { readRouting } from "../../../model/traefik.ts";
import { mayTakePath } from "../../../model/traefik-rule.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { isOn, readOption } from "../../options.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { websocketRouters } from "../../websocket-routers.ts";

/** Finds transports whose second half no router leads to. */
export const routeEmulation: Rule = {
  id: "route-emulation",
  title: "Streaming transports have their path for sending",
  severity: "error",
  systems: ["centrifugo", "traefik"],
  symptom:
    "Clients that cannot use websockets receive nothing: they connect by SSE or HTTP streaming, and what they send is 404.",
  fix: "Add the emulation path to the rule: ``PathPrefix(`/connection`) || PathPrefix(`/emulation`)``.",
  source: "Centrifugo documentation, HTTP streaming and SSE; internal/app/mux.go",
  check: (model) => centrifugos(model).flatMap((settings) => checkService(settings, model)),
};

function checkService(settings: CentrifugoSettings, model: StackModel): Observation[] {
  const { service } = settings;
  const on = ["sse.enabled", "http_stream.enabled"].map((key) => readOption(settings, key)).find(isOn);
  const path = readOption(settings, "emulation.handler_prefix").text;
  if (on === undefined || path === undefined) return [];
  const routing = readRouting(model);
  const routers = websocketRouters(routing, model)
    .filter(({ certain, router }) => certain && router.service === service)
    .map(({ router }) => router);
  const all = routing.routers.filter((router) => router.service === service);
  // Another router of the service may take that path.
  const isTaken = all.some(({ rule }) => rule === undefined || mayTakePath(rule, path) !== false);
  const [first] = routers;
  if (first === undefined || isTaken) return [];
  const message = `Service ${service.name} serves ${on.key.replace(".enabled", "")} (${on.origin.label}), and no router of it takes ${path}, which clients of it send to.`;
  return [violation(service.name, first.origin, message)];
}
