import type { Service } from "../../../model/model.ts";
import { readRouting } from "../../../model/traefik.ts";
import type { Router } from "../../../model/traefik-parts.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";
import { traefikLabels } from "../../traefik-services.ts";

/** Finds routers that name a TLS option where none can be defined. */
export const requireTlsOptionFromFile: Rule = {
  id: "require-tls-option-from-file",
  title: "A router names a TLS option of a file",
  severity: "error",
  systems: ["traefik"],
  symptom:
    "Nobody can connect to that host: Traefik does not find the option and closes every TLS connection, with one line in its log.",
  fix: "Write the provider with the name: `<option>@file`, and define the option in a dynamic file.",
  source:
    "Traefik documentation, TLS options: not supported by label providers; Traefik v3.7.15: unknown TLS options",
  proof: "observed",
  since: "0.1.0",
  check: (model) => [
    ...readRouting(model).routers.flatMap(checkRouter),
    ...model.services.flatMap(checkDefinitions),
  ],
};

/** A name without a provider is looked for in the router's own, and labels cannot define TLS options. */
export function isFromLabels(tlsOption: string): boolean {
  return /@(swarm|docker)$/.test(tlsOption);
}

function checkRouter({ name, service, tlsOptions, tlsOptionsOrigin, origin }: Router): Observation[] {
  if (tlsOptions === undefined || !isFromLabels(tlsOptions)) return [];
  const option = showWord(tlsOptions, "a name");
  const place = tlsOptionsOrigin ?? origin;
  const message = `Router ${name} asks for TLS option ${option} (${place.label}), and labels cannot define TLS options.`;
  const fix = `Write ${showWord(tlsOptions.replace(/@.*$/, ""), "<option>")}@file, and define the option in a dynamic file.`;
  return [violation(service?.name ?? "", place, message, fix)];
}

/** One stands for all of a service. */
function checkDefinitions(service: Service): Observation[] {
  const definition = traefikLabels(service).find(({ key }) => key.startsWith("traefik.tls."));
  if (definition === undefined) return [];
  const { origin } = definition.value;
  const message = `${origin.label} has no effect: labels cannot define TLS options.`;
  return [violation(service.name, origin, message, "Define the option in a dynamic file of Traefik.")];
}
