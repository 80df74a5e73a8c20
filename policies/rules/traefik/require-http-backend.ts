import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { readRouting } from "../../../model/traefik.ts";
import { clear, type Origin } from "../../../model/value.ts";
import { effectiveFor } from "../../centrifugo-services.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { centrifugoBehind } from "../../websocket-routers.ts";

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
    readRouting(model).backends.flatMap((backend) => {
      const settings = centrifugoBehind(backend, model);
      if (settings === undefined) return [];
      return backend.schemes.flatMap(({ scheme, origin }) => checkScheme(settings, scheme, origin));
    }),
};

function checkScheme(settings: CentrifugoSettings, scheme: string, origin: Origin): Observation[] {
  if (scheme === "http") return [];
  const { service } = settings;
  const tls = effectiveFor(settings, "HTTP_SERVER_TLS_ENABLED");
  if (scheme === "https" && clear(tls?.value) === "true") return [];
  if (scheme === "https" && (tls?.value.state === "unknown" || (tls === undefined && !settings.complete))) {
    const message = `Traefik speaks https to service ${service.name} (${origin.label}); whether Centrifugo serves TLS is not known here.`;
    return [notCheckable(service.name, origin, message)];
  }
  const why = scheme === "https" ? "which serves plain HTTP" : "which needs HTTP/1.1 for the upgrade";
  return [
    violation(
      service.name,
      origin,
      `Traefik speaks ${scheme} to service ${service.name} (${origin.label}), ${why}.`,
    ),
  ];
}
