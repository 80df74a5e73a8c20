import type { StackModel } from "../../../model/model.ts";
import { type Routing, readRouting, servesTls, tlsOptionOf } from "../../../model/traefik.ts";
import { clear } from "../../../model/value.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";
import { type WebsocketRouter, websocketRouters } from "../../websocket-routers.ts";
import { isFromLabels } from "./require-tls-option-from-file.ts";

/** Finds websocket routers whose TLS option lacks HTTP/1.1. */
export const requireHttp1InAlpn: Rule = {
  id: "require-http1-in-alpn",
  title: "A websocket router offers HTTP/1.1",
  severity: "error",
  systems: ["traefik"],
  symptom:
    "A client that offers HTTP/2 as well gets it, and it carries no upgrade; where `h2` is not in the list either, TLS ends without a common protocol, for browsers too.",
  fix: "Add `http/1.1` to `alpnProtocols` of that TLS option, or leave the list out: Traefik's own list has it.",
  source:
    "Traefik documentation, TLS options: alpnProtocols defaults to h2, http/1.1, acme-tls/1; Go crypto/tls, negotiateALPN",
  proof: "observed",
  since: "0.1.0",
  check: (model: StackModel) => {
    const routing = readRouting(model);
    return websocketRouters(routing, model)
      .filter(({ router }) => servesTls(router, routing))
      .flatMap((candidate) => checkRouter(candidate, routing));
  },
};

function checkRouter({ router, certain }: WebsocketRouter, routing: Routing): Observation[] {
  const name = tlsOptionOf(router, routing);
  // Another rule says that there is no such option.
  if (isFromLabels(name)) return [];
  const service = router.service?.name ?? "";
  const shown = showWord(name, "…");
  const options = routing.tlsOptions.filter((option) => option.name === name);
  if (options.length === 0) {
    if (name === "default" && routing.complete) return [];
    const message = `TLS option ${shown} of router ${router.name} is not in a file that can be read here, so its ALPN list is not known.`;
    return [notCheckable(service, router.origin, message)];
  }
  return options.flatMap(({ alpn, origin }) => {
    if (alpn === undefined) return [];
    const list = clear(alpn);
    if (list === undefined)
      return [notCheckable(service, origin, `The ALPN list of ${origin.label} is not known here.`)];
    if (list.includes("http/1.1")) return [];
    const protocols = list.map((protocol) => showWord(protocol, "…")).join(", ");
    const message = `Router ${router.name} uses TLS option ${shown} (${origin.label}), whose alpnProtocols [${protocols}] lacks http/1.1`;
    if (certain) return [violation(service, alpn.origin, `${message}.`)];
    return [notCheckable(service, origin, `${message}; whether it leads to a Centrifugo is not known here.`)];
  });
}
