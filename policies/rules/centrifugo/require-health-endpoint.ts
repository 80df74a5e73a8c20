import { type CentrifugoSettings, isPlainImage } from "../../../model/centrifugo-settings.ts";
import { clear } from "../../../model/value.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { type HealthUrl, readHealthRequest } from "../../health-request.ts";
import { isOn, placeOf, readOption, unknownKeys } from "../../options.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** Finds health checks that can never pass. */
export const requireHealthEndpoint: Rule = {
  id: "require-health-endpoint",
  title: "The health check asks what is served, with a tool that is there",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Swarm starts the task, finds it unhealthy, kills it and starts the next one, for ever; Centrifugo's own log shows no error.",
  fix: "Set `health.enabled: true` and ask `wget -q -O /dev/null http://127.0.0.1:PORT/health`, where PORT is `http_server.internal_port` if that is set.",
  source:
    "Centrifugo internal/app/mux.go: /health exists where health.enabled is on, on the internal port; Dockerfile: alpine without curl",
  proof: "observed",
  since: "0.1.0",
  check: (model) => centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): Observation[] {
  const { service } = settings;
  const request = readHealthRequest(service);
  const origin = service.healthcheck[0]?.origin ?? service.origin;
  if (request === undefined) {
    if (service.healthcheck.every((word) => clear(word) !== undefined)) return [];
    return [
      notCheckable(service.name, origin, `The health check of service ${service.name} is not known here.`),
    ];
  }
  const found: Observation[] = [];
  if (request.tool === "curl") {
    const message = `The health check of service ${service.name} runs curl`;
    found.push(
      isPlainImage(service)
        ? violation(service.name, origin, `${message}, which Centrifugo's image does not have; it has wget.`)
        : notCheckable(service.name, origin, `${message}; whether its image has curl is not known here.`),
    );
  }
  const { url } = request;
  const fault = url === undefined ? undefined : faultOf(settings, url);
  if (fault === undefined) return found;
  const observe = fault.certain ? violation : notCheckable;
  return [...found, observe(service.name, origin, fault.message)];
}

function faultOf(
  settings: CentrifugoSettings,
  url: HealthUrl,
): { certain: boolean; message: string } | undefined {
  const { service } = settings;
  const enabled = readOption(settings, "health.enabled");
  const prefix = readOption(settings, "health.handler_prefix");
  const internal = readOption(settings, "http_server.internal_port");
  const port = readOption(settings, "http_server.port");
  const asks = `The health check of service ${service.name} asks`;
  const served = `/${(prefix.text ?? "").replaceAll(/^\/+|\/+$/g, "")}`;
  // Other paths, such as the metrics, are other endpoints.
  if (prefix.text !== undefined && url.path !== served && url.path !== "/health") return undefined;
  if (enabled.text !== undefined && !isOn(enabled)) {
    const message = `${asks} ${showWord(url.path, "a path")}, and health.enabled is off (${placeOf(enabled)}).`;
    return { certain: true, message };
  }
  if (prefix.text !== undefined && url.path !== served) {
    const message = `${asks} /health, and health.handler_prefix is another path (${placeOf(prefix)}).`;
    return { certain: true, message };
  }
  const unknown = unknownKeys([enabled, prefix, internal, port]);
  if (unknown.length > 0 || url.port === undefined) {
    const what = url.port === undefined ? "the port that it asks" : unknown.join(", ");
    return {
      certain: false,
      message: `Whether the health check of service ${service.name} can pass is not known here: ${what}.`,
    };
  }
  const serving = internal.text === "" ? port : internal;
  if (!/^\d+$/.test(serving.text ?? "") || Number(serving.text) === url.port) return undefined;
  const message = `${asks} port ${url.port}, and /health is served on ${serving.text}, which is ${serving.key} (${placeOf(serving)}).`;
  return { certain: true, message };
}
