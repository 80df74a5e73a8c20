import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import type { StackModel } from "../../../model/model.ts";
import { hostsOf, readRouting } from "../../../model/traefik.ts";
import { readAllowedOrigins } from "../../allowed-origins.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { isDevelopment, isPlainHttp } from "../../origin-patterns.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** Finds allowed origins that belong on a developer's machine. */
export const rejectDevelopmentOrigin: Rule = {
  id: "reject-development-origin",
  title: "Allowed origins are served with TLS, and not from a developer's machine",
  severity: "warning",
  systems: ["centrifugo"],
  symptom:
    "Everything works; whatever runs on that port of a user's machine, or whoever sits between a user and the page without TLS, can connect as that user.",
  fix: "Delete the origin, and list it in the stack for development alone; serve pages with TLS and write `https://`.",
  source: "Centrifugo documentation, allowed_origins; W3C Secure Contexts, potentially trustworthy origins",
  check: (model) => (isLocal(model) ? [] : centrifugos(model).flatMap(checkService)),
};

/** A stack for development has the names of one: every router is for this machine. */
function isLocal(model: StackModel): boolean {
  const hosts = readRouting(model).routers.flatMap(hostsOf);
  return hosts.length > 0 && hosts.every((host) => /^(.+\.)?localhost$|^127\./.test(host));
}

function checkService(settings: CentrifugoSettings): Observation[] {
  const { service } = settings;
  const allowed = readAllowedOrigins(settings);
  if (allowed === undefined) {
    const message = `Whether service ${service.name} allows origins of development is not known here: client.allowed_origins cannot be read.`;
    return [notCheckable(service.name, service.origin, message)];
  }
  return allowed.patterns.flatMap((pattern) => {
    const isLocalPage = isDevelopment(pattern);
    if (!isLocalPage && !isPlainHttp(pattern)) return [];
    const why = isLocalPage ? "a page on the machine of a developer" : "a page that is served without TLS";
    const message = `${allowed.place.label} allows the origin \`${showWord(pattern, "…")}\`: ${why}.`;
    return [violation(service.name, allowed.place, message)];
  });
}
