import type { Answers } from "./question.ts";

/** Settings of a stack file by key, as far as the answers say them; what is not answered is not there. */
export function settingsOf(answers: Answers): Record<string, unknown> {
  const { domain, origin, replicas, tls, namespace, access } = answers;
  const redisSettings = redisOf(answers);
  return {
    ...(domain !== undefined && { domain }),
    ...(origin !== undefined && { allowedOrigins: originsOf(origin) }),
    ...((namespace ?? access) !== undefined && {
      namespaces: { [namespace ?? "org"]: { access: access ?? "token" } },
    }),
    ...(replicas !== undefined && { replicas }),
    ...(Object.keys(redisSettings).length > 0 && { redis: redisSettings }),
    ...traefikSettings(answers),
    ...(tls !== undefined && { tls: { mode: tls } }),
  };
}

function redisOf(answers: Answers): Record<string, unknown> {
  const { redis } = answers;
  const [node, address, network] = [
    answers["redis-node"],
    answers["redis-address"],
    answers["redis-network"],
  ];
  return {
    ...(redis && { mode: redis }),
    ...(node && { node }),
    ...(address !== undefined && { addresses: addressesOf(address) }),
    ...(network && { network }),
  };
}

function traefikSettings(answers: Answers): Record<string, unknown> {
  const said = {
    mode: answers.traefik,
    network: answers["traefik-network"],
    version: answers["traefik-version"],
    entryPoint: answers["traefik-entry-point"],
    certificateResolver: answers["traefik-certificate-resolver"] || undefined,
  };
  const traefik = Object.entries(said).filter(([, value]) => value !== undefined);
  return traefik.length === 0 ? {} : { traefik: Object.fromEntries(traefik) };
}

/** The addresses of one text. */
export function addressesOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((address) => address !== "");
}

/** The origins of one text; commas are no mistake here, since no origin has one. */
export function originsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((origin) => origin !== "");
}
