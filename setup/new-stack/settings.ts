import type { Answers } from "./question.ts";

/** Settings of a stack file by key, as far as the answers say them; what is not answered is not there. */
export function settingsOf(answers: Answers): Record<string, unknown> {
  const { domain, origin, replicas, redis, tls, namespace, access } = answers;
  const node = answers["redis-node"] || undefined;
  return {
    ...(domain !== undefined && { domain }),
    ...(origin !== undefined && { allowedOrigins: originsOf(origin) }),
    ...((namespace ?? access) !== undefined && {
      namespaces: { [namespace ?? "org"]: { access: access ?? "token" } },
    }),
    ...(replicas !== undefined && { replicas }),
    ...((redis ?? node) !== undefined && { redis: { ...(redis && { mode: redis }), ...(node && { node }) } }),
    ...traefikSettings(answers),
    ...(tls !== undefined && { tls: { mode: tls, ...(tls === "acme" && { acme: acmeSettings(answers) }) } }),
  };
}

function acmeSettings(answers: Answers): Record<string, unknown> {
  const said = {
    email: answers["acme-email"],
    challenge: answers["acme-challenge"],
    dnsProvider: answers["dns-provider"],
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

function traefikSettings(answers: Answers): Record<string, unknown> {
  const said = {
    mode: answers.traefik,
    node: answers["traefik-node"] || undefined,
    network: answers["traefik-network"],
    version: answers["traefik-version"],
    entryPoint: answers["traefik-entry-point"],
    certificateResolver: answers["traefik-certificate-resolver"] || undefined,
  };
  const traefik = Object.entries(said).filter(([, value]) => value !== undefined);
  return traefik.length === 0 ? {} : { traefik: Object.fromEntries(traefik) };
}

/** The origins of one text; commas are no mistake here, since no origin has one. */
export function originsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((origin) => origin !== "");
}
