import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { clear } from "../../../model/value.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { readPorts } from "../../http-endpoints.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { traefikLabels } from "../../traefik-services.ts";

/** Finds labels that lead clients to another port than the one that Centrifugo serves them on. */
export const routeToTheClientPort: Rule = {
  id: "route-to-the-client-port",
  title: "Traefik leads to the port that Centrifugo serves clients on",
  severity: "error",
  systems: ["centrifugo", "traefik"],
  symptom:
    "Clients get 502, since nothing listens there, or 404 from the port for operators; a health check of Traefik on it takes every task out.",
  fix: "Set `loadbalancer.server.port` to `http_server.port` (8000 unless set), and leave Traefik's own health check out or point it at `http_server.internal_port`.",
  source: "Centrifugo internal/app/mux.go, runHTTPServers; Traefik documentation, Swarm provider",
  check: (model) => centrifugos(model).flatMap(checkService),
};

const serverPort = /^traefik\.http\.services\.[^.]+\.loadbalancer\.server\.port$/;
const healthPath = /^traefik\.http\.services\.([^.]+)\.loadbalancer\.healthcheck\.path$/;

function checkService(settings: CentrifugoSettings): Observation[] {
  const { service } = settings;
  const labels = traefikLabels(service);
  const given = labels.filter(({ key }) => serverPort.test(key));
  if (given.length === 0) return [];
  const { external, internal, separate } = readPorts(settings);
  if (external === undefined || internal === undefined) {
    const message = `Whether Traefik leads to the port for clients of service ${service.name} is not known here: http_server.port.`;
    return [notCheckable(service.name, service.origin, message)];
  }
  const wrong = given.flatMap(({ value }): Observation[] => {
    const port = clear(value);
    // The port for operators may have a router of its own, which another rule judges.
    if (port === undefined || Number(port) === external || Number(port) === internal) return [];
    const number = /^\d{1,5}$/.test(port) ? port : "no port";
    const message = `Traefik leads to port ${number} of service ${service.name} (${value.origin.label}), and Centrifugo serves clients on ${external}.`;
    return [violation(service.name, value.origin, message, `Write ${external}.`)];
  });
  return [...wrong, ...(separate === true ? healthChecks(settings, external) : [])];
}

/** `/health` is served on the internal port only. */
function healthChecks({ service }: CentrifugoSettings, external: number): Observation[] {
  const labels = traefikLabels(service);
  return labels.flatMap(({ key, value }): Observation[] => {
    const name = healthPath.exec(key)?.[1];
    if (name === undefined || clear(value) !== "/health") return [];
    const port = labels.find((label) => label.key === key.replace(/path$/, "port"))?.value;
    if (port !== undefined && clear(port) !== String(external)) return [];
    const message = `Traefik asks port ${external} of service ${service.name} for /health (${value.origin.label}), which Centrifugo serves on its internal port, so all tasks count as down.`;
    return [
      violation(service.name, value.origin, message, "Delete Traefik's health check: Swarm's own does it."),
    ];
  });
}
