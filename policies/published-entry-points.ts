import type { StaticSettings } from "../model/traefik-static.ts";
import { clear } from "../model/value.ts";

/** Traefik's own entry point needs no address to be given. */
const defaultAddress = ":8080";

/** Whether a port of the nodes leads to an entry point; undefined: not known here. */
export function isPublished(entryPoint: string, { settings, service }: StaticSettings): boolean | undefined {
  const given = settings.get(`entrypoints.${entryPoint}.address`);
  const address = given === undefined && entryPoint === "traefik" ? defaultAddress : clear(given);
  const [, host = "", port] = /^(.*):(\d+)(?:\/\w+)?$/.exec(address ?? "") ?? [];
  if (/^(127\.|localhost$|\[::1\]$)/.test(host)) return false;
  const targets = service.ports.map(({ target }) => clear(target));
  if (port === undefined || !service.portsComplete || targets.includes(undefined)) return undefined;
  return targets.includes(Number(port));
}
