import { isTrue } from "../../../model/boolean.ts";
import { readRouting } from "../../../model/traefik.ts";
import type { Origin } from "../../../model/value.ts";
import { effectiveFor } from "../../centrifugo-services.ts";
import { isOn, readOption } from "../../options.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";
import { type Target, targetOf } from "../../websocket-routers.ts";

/** Finds backends of Centrifugo with a scheme other than `http`. */
export const requireHttpBackend: Rule = {
  id: "require-http-backend",
  title: "Traefik speaks plain HTTP to Centrifugo",
  severity: "error",
  systems: ["traefik", "centrifugo"],
  symptom:
    "With https every request fails with 500; with h2c everything but websockets does, and websockets too on Traefik before 3.6.22 and 3.7.6.",
  fix: "Delete the scheme (`http` is the default): `traefik.http.services.<name>.loadbalancer.server.scheme` or the URL's `https://`.",
  source:
    "Traefik documentation, services: server scheme; issues 7465 and 12967 on upgrades over h2c; Centrifugo internal/app/mux.go: http_server.h2c_external",
  proof: "observed",
  since: "0.1.0",
  check: (model) =>
    readRouting(model).backends.flatMap((backend) =>
      backend.schemes
        .filter(({ scheme }) => scheme !== "http")
        .flatMap(({ scheme, origin }) => checkScheme(targetOf(backend, model), scheme, origin)),
    ),
};

function checkScheme(target: Target, scheme: string, origin: Origin): Observation[] {
  if (target.kind === "other") return [];
  const shown = showWord(scheme, "another scheme");
  if (target.kind === "unknown") {
    const message = `Traefik speaks ${shown} to a host that is none of the services here (${origin.label}); whether it is a Centrifugo is not known.`;
    return [notCheckable("", origin, message)];
  }
  const { settings } = target;
  const { service } = settings;
  const tls = effectiveFor(settings, "HTTP_SERVER_TLS_ENABLED");
  if (scheme === "https" && isTrue(tls?.value)) return [];
  if (scheme === "https" && (tls?.value.state === "unknown" || (tls === undefined && !settings.complete))) {
    const message = `Traefik speaks https to service ${service.name} (${origin.label}); whether Centrifugo serves TLS is not known here.`;
    return [notCheckable(service.name, origin, message)];
  }
  const h2c = readOption(settings, "http_server.h2c_external");
  if (scheme === "h2c" && isOn(h2c)) return [];
  if (scheme === "h2c" && h2c.text === undefined) {
    const message = `Traefik speaks h2c to service ${service.name} (${origin.label}); whether Centrifugo serves it is not known here.`;
    return [notCheckable(service.name, origin, message)];
  }
  const why = scheme === "https" ? "which serves plain HTTP" : "which serves HTTP/1.1 alone";
  return [
    violation(
      service.name,
      origin,
      `Traefik speaks ${shown} to service ${service.name} (${origin.label}), ${why}.`,
    ),
  ];
}
