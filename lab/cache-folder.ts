import { homedir } from "node:os";
import { join } from "node:path";

/** Where builds are kept: `${XDG_CACHE_HOME:-~/.cache}/centrifugo-swarm/lab`. */
export function labCacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const cache = environment["XDG_CACHE_HOME"] || join(homedir(), ".cache");
  return join(cache, "centrifugo-swarm", "lab");
}
