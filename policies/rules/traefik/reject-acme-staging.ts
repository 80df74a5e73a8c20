import { readRouting } from "../../../model/traefik.ts";
import { clear } from "../../../model/value.ts";
import { acmeResolvers } from "../../acme-resolvers.ts";
import { type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** Finds certificates from Let's Encrypt's test authority. */
export const rejectAcmeStaging: Rule = {
  id: "reject-acme-staging",
  title: "Certificates come from an authority that browsers know",
  severity: "warning",
  systems: ["traefik"],
  symptom: "Browsers refuse the page and the websocket with a certificate warning.",
  fix: "Remove `caServer`, and delete the storage file once: Traefik keeps using the certificates in it.",
  source: "Traefik documentation, ACME: caServer; Let's Encrypt documentation, staging environment",
  check: (model) =>
    readRouting(model)
      .statics.flatMap(acmeResolvers)
      .flatMap(({ statics, name, caServer }) => {
        if (caServer === undefined || !/^https:\/\/acme-staging/.test(clear(caServer) ?? "")) return [];
        const message = `Resolver ${showWord(name, "…")} of service ${statics.service.name} gets its certificates from Let's Encrypt's staging authority (${caServer.origin.label}), which no browser trusts.`;
        return [violation(statics.service.name, caServer.origin, message)];
      }),
};
