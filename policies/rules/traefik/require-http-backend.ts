import { isTrue } from "../../../model/boolean.ts";
import { readRouting } from "../../../model/traefik.ts";
import type { Origin } from "../../../model/value.ts";
import { effectiveFor } from "../../centrifugo-services.ts";
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
    "Websockets fail with 500 or 502: https meets a server without TLS, and h2c carries no websocket upgrade.",
  fix: "Delete the scheme (`http` is the default): `traefik.http.services.<name>.loadbalancer.server.scheme` or the URL's `https://`.",
  source: "Traefik documentation, services: server scheme; issue 7465 on upgrades over h2c",
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
  const why = scheme === "https" ? "which serves plain HTTP" : "which needs HTTP/1.1 for the upgrade";
  return [
    violation(
      service.name,
      origin,
      `Traefik speaks ${shown} to service ${service.name} (${origin.label}), ${why}.`,
    ),
  ];
}
