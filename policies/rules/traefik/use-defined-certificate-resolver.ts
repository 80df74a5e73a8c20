import type { StackModel } from "../../../model/model.ts";
import { readRouting } from "../../../model/traefik.ts";
import type { Router } from "../../../model/traefik-parts.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";
import { labelReaders, traefikLabel } from "../../traefik-services.ts";

/** Finds routers whose certificate nobody asks for. */
export const useDefinedCertificateResolver: Rule = {
  id: "use-defined-certificate-resolver",
  title: "A router's certificate resolver is defined",
  severity: "error",
  systems: ["traefik"],
  symptom:
    "Browsers refuse the certificate, which is Traefik's own sample: the router is left out, or no certificate is asked for.",
  fix: "Define `certificatesResolvers.<name>` in Traefik's static settings, or name one that is there.",
  source: "Traefik documentation, ACME; Traefik v3.7.15: router uses a nonexistent certificate resolver",
  proof: "observed",
  check: (model) => {
    const { routers, statics, complete } = readRouting(model);
    if (!complete || labelReaders(model).length === 0) return [];
    const keys = statics.flatMap(({ settings }) => [...settings.keys()]);
    const known = new Set(keys.flatMap((key) => /^certificatesresolvers\.([^.]+)/.exec(key)?.[1] ?? []));
    return routers.flatMap((router) => checkRouter(router, known, model));
  },
};

function checkRouter(router: Router, known: ReadonlySet<string>, model: StackModel): Observation[] {
  const { certResolver, name, service, origin } = router;
  if (certResolver === undefined || certResolver === "" || known.has(certResolver.toLowerCase())) return [];
  const label =
    service === undefined
      ? undefined
      : traefikLabel(service, `traefik.http.routers.${name.replace(/@.*$/, "")}.tls.certresolver`);
  const place = label?.origin ?? origin;
  const names = [...known].map((one) => showWord(one, "…"));
  const there = names.length === 0 ? "Traefik has none" : `Traefik has ${names.join(", ")}`;
  const message = `Router ${name} asks certificate resolver ${showWord(certResolver, "…")} (${place.label}), and ${there}.`;
  return [
    violation(
      service?.name ?? model.services.find((one) => one.system === "traefik")?.name ?? "",
      place,
      message,
    ),
  ];
}
