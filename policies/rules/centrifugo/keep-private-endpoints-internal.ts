import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import type { StackModel } from "../../../model/model.ts";
import { hostsOf, readRouting } from "../../../model/traefik.ts";
import type { Router } from "../../../model/traefik-parts.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { privateEndpoints, readEndpoints, readPorts } from "../../http-endpoints.ts";
import { readOption } from "../../options.ts";
import { routedEndpoints } from "../../routed-endpoints.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** Finds handlers for operators that clients can reach. */
export const keepPrivateEndpointsInternal: Rule = {
  id: "keep-private-endpoints-internal",
  title: "API, admin interface and metrics are not public",
  severity: "error",
  systems: ["centrifugo", "traefik"],
  symptom:
    "Anybody can try keys and passwords on the HTTP API and the admin interface, and read the metrics, under the address of the websocket.",
  fix: "Set `http_server.internal_port` to a port of its own, leave `external` off, and limit the router to ``PathPrefix(`/connection`)`` and the port for clients.",
  source:
    "Centrifugo internal/app/mux.go, runHTTPServers: without an internal port one server has all handlers",
  proof: "observed",
  since: "0.1.0",
  check: (model) => centrifugos(model).flatMap((settings) => checkService(settings, model)),
};

/** One finding a place: what is external by its own switch is not said of the router again. */
function checkService(settings: CentrifugoSettings, model: StackModel): Observation[] {
  const external = checkSwitches(settings);
  const remaining = new Map([...privateEndpoints].filter(([section]) => !external.has(section)));
  return [
    ...external.values(),
    ...checkPorts(settings),
    ...checkRouters(settings, model, remaining),
    ...checkUnknown(settings, model),
  ];
}

function checkSwitches(settings: CentrifugoSettings): ReadonlyMap<string, Observation> {
  const { endpoints } = readEndpoints(settings);
  const { service } = settings;
  const found = endpoints.filter(({ section, side }) => side === "external" && privateEndpoints.has(section));
  return new Map(
    found.map(({ section }) => {
      const { origin } = readOption(settings, `${section}.external`);
      const message = `${origin.label} is on: service ${service.name} serves ${privateEndpoints.get(section)} on the port for clients.`;
      return [section, violation(service.name, origin, message, `Delete ${section}.external.`)];
    }),
  );
}

function checkPorts(settings: CentrifugoSettings): Observation[] {
  const { service } = settings;
  const internal = readOption(settings, "http_server.internal_port");
  const { external, separate } = readPorts(settings);
  if (separate !== false || internal.isDefault) return [];
  const message = `http_server.internal_port (${internal.origin.label}) is ${external}, the port for clients, so it separates nothing.`;
  return [violation(service.name, internal.origin, message)];
}

function checkRouters(
  settings: CentrifugoSettings,
  model: StackModel,
  sections: ReadonlyMap<string, string>,
): Observation[] {
  const { service } = settings;
  return routedEndpoints(settings, model, sections).map(({ router, endpoints, certain }) => {
    const what = endpoints
      .map(
        ({ section, pattern = "" }) =>
          `${sections.get(section)} (${showWord(pattern, pattern === "/" ? "/" : "…")})`,
      )
      .join(", ");
    if (certain) {
      const message = `Router ${nameOf(router)} leads strangers to ${what} of service ${service.name}.`;
      return violation(service.name, router.origin, message);
    }
    const message = `Whether router ${nameOf(router)} leads strangers to ${what} of service ${service.name} is not known here.`;
    return notCheckable(service.name, router.origin, message);
  });
}

function nameOf(router: Router): string {
  const hosts = hostsOf(router).map((host) => showWord(host, "…"));
  const where = hosts.length === 0 ? "" : ` (${hosts.join(", ")})`;
  return `${showWord(router.name, "…")}${where}`;
}

/** Routers that are not seen here can only reach what shares the port for clients. */
function checkUnknown(settings: CentrifugoSettings, model: StackModel): Observation[] {
  const { service } = settings;
  const { endpoints, unknown } = readEndpoints(settings);
  const { separate } = readPorts(settings);
  const shared = separate === false && endpoints.some(({ section }) => privateEndpoints.has(section));
  if (unknown.length > 0 || separate === undefined) {
    const what = [...unknown, ...(separate === undefined ? ["http_server.internal_port"] : [])].join(", ");
    const message = `Whether all private endpoints of service ${service.name} are internal is not known here: ${what}.`;
    return [notCheckable(service.name, service.origin, message)];
  }
  if (!shared || readRouting(model).complete) return [];
  const message = `Service ${service.name} serves its private endpoints on the port for clients, and not all routers are known here.`;
  return [notCheckable(service.name, service.origin, message)];
}
