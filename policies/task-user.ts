import { parseImage } from "../model/image.ts";
import type { Service } from "../model/model.ts";
import { clear } from "../model/value.ts";

/** Users of the official images by name. */
const byName: ReadonlyMap<string, number> = new Map([
  ["root", 0],
  ["centrifugo", 1000],
  ["redis", 999],
]);

/**
 * The uid that the program of a service runs as: what the service says, else what the official image does.
 * Undefined: not known here.
 */
export function uidOf(service: Service): number | undefined {
  const { user, system, command } = service;
  if (user !== undefined) {
    const name = clear(user)?.split(":")[0] ?? "";
    return /^\d+$/.test(name) ? Number(name) : byName.get(name);
  }
  const { repository } = parseImage(clear(service.image) ?? "");
  if (system === "centrifugo") return /(^|\/)centrifugo\/centrifugo$/.test(repository) ? 1000 : undefined;
  if (system === "traefik") return /^(docker\.io\/)?(library\/)?traefik$/.test(repository) ? 0 : undefined;
  // Its entry point starts as root and goes on as redis; without that entry point it stays root.
  const isOfficial = /^(docker\.io\/)?(library\/)?redis$/.test(repository);
  return system === "redis" && isOfficial ? (command.length > 0 ? 0 : 999) : undefined;
}
