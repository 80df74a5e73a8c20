import type { StackModel } from "../../../model/model.ts";
import { entryPointsOf, type Routing, readRouting, servesTls, tlsOptionOf } from "../../../model/traefik.ts";
import type { Router } from "../../../model/traefik-parts.ts";
import { clear } from "../../../model/value.ts";
import { type AcmeResolver, acmeResolvers } from "../../acme-resolvers.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** What a certificate authority asks for with the TLS-ALPN challenge. */
const protocol = "acme-tls/1";

/** Finds hosts whose TLS option turns away the check of the certificate authority. */
export const keepAcmeChallengeReachable: Rule = {
  id: "keep-acme-challenge-reachable",
  title: "The TLS-ALPN challenge can be answered",
  severity: "error",
  systems: ["traefik"],
  symptom:
    "No certificate is issued or renewed for that host, and once the old one has run out no browser connects any more.",
  fix: "Add `acme-tls/1` to `alpnProtocols` of that TLS option, or use the HTTP or DNS challenge.",
  source: "Traefik documentation, TLS options: alpnProtocols defaults to h2, http/1.1, acme-tls/1; RFC 8737",
  proof: "observed",
  check: (model: StackModel) => {
    const routing = readRouting(model);
    const seen = new Set<string>();
    return routing.routers
      .filter((router) => servesTls(router, routing))
      .flatMap((router) => checkRouter(router, routing))
      .filter(({ origin, kind }) => {
        const id = JSON.stringify([kind, origin]);
        return !seen.has(id) && seen.add(id);
      });
  },
};

function checkRouter(router: Router, routing: Routing): Observation[] {
  const resolver = challengedBy(router, routing);
  const name = tlsOptionOf(router, routing);
  if (resolver === undefined) return [];
  const service = resolver.statics.service.name;
  return routing.tlsOptions
    .filter((option) => option.name === name)
    .flatMap(({ alpn }) => {
      if (alpn === undefined) return [];
      const list = clear(alpn);
      const shown = showWord(name, "…");
      if (list === undefined)
        return [
          notCheckable(service, alpn.origin, `The ALPN list of TLS option ${shown} is not known here.`),
        ];
      if (list.includes(protocol)) return [];
      const message = `Router ${router.name} gets its certificate by the TLS-ALPN challenge of resolver ${showWord(resolver.name, "…")}, and alpnProtocols of its TLS option ${shown} (${alpn.origin.label}) lacks ${protocol}.`;
      const related = resolver.tlsChallenge === undefined ? [] : [resolver.tlsChallenge];
      return [{ ...violation(service, alpn.origin, message), related }];
    });
}

/** The resolver of a router, or of its entry point, where that one uses this challenge. */
function challengedBy(router: Router, routing: Routing): AcmeResolver | undefined {
  const fromEntryPoint = entryPointsOf(router, routing).map((entryPoint) =>
    routing.statics
      .map(({ settings }) => clear(settings.get(`entrypoints.${entryPoint.name}.http.tls.certresolver`)))
      .find((name) => name !== undefined),
  );
  const wanted = (router.certResolver ?? fromEntryPoint.find((name) => name !== undefined))?.toLowerCase();
  return routing.statics
    .flatMap(acmeResolvers)
    .find(({ name, tlsChallenge }) => name === wanted && tlsChallenge !== undefined);
}
