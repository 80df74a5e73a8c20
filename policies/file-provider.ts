import type { StaticSettings } from "../model/traefik-static.ts";
import { clear } from "../model/value.ts";

/**
 * True where all that a Traefik's file provider reads is known here: it has none, or it reads Swarm configs and
 * secrets. What is bound from a node or built into the image may hold more.
 */
export function knowsFileProvider({ settings, service }: StaticSettings): boolean {
  const keys = [...settings.keys()].filter((key) => /^providers\.file(\.|$)/.test(key));
  if (keys.length === 0) return true;
  const filename = clear(settings.get("providers.file.filename"));
  if (filename !== undefined) return service.files.some(({ path }) => path === filename);
  const directory = clear(settings.get("providers.file.directory"))?.replace(/\/+$/, "");
  if (directory === undefined) return false;
  const isMounted = service.mounts.some(({ target }) => {
    const path = clear(target)?.replace(/\/+$/, "");
    return path === undefined || `${directory}/`.startsWith(`${path}/`) || path.startsWith(`${directory}/`);
  });
  return !isMounted && service.files.some(({ path }) => path.startsWith(`${directory}/`));
}
