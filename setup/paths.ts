import { homedir } from "node:os";
import { join } from "node:path";

const application = "centrifugo-swarm";

export interface Paths {
  /** What can be built again: tools and images of the lab, downloads. */
  readonly cache: string;
  /** Where Pulumi keeps its CLI and plugins. */
  readonly pulumiHome: string;
  /** Folder of all local Pulumi backends, one folder per project. */
  readonly state: string;
  /** File that holds the passphrase of the local secrets. */
  readonly passphraseFile: string;
  /** Folder of the development CA. */
  readonly ca: string;
}

/**
 * Where things outside the clone are kept: the folders of the XDG base directory specification.
 * A relative XDG variable is ignored, as the specification asks.
 */
export function paths(environment: NodeJS.ProcessEnv = process.env): Paths {
  const home = environment["HOME"] || homedir();
  const folder = (variable: string, fallback: string): string => {
    const value = environment[variable];
    return join(value?.startsWith("/") ? value : join(home, fallback), application);
  };
  const cache = folder("XDG_CACHE_HOME", ".cache");
  return {
    cache,
    pulumiHome: environment["PULUMI_HOME"] || join(cache, "pulumi"),
    state: folder("XDG_STATE_HOME", ".local/state"),
    passphraseFile: join(folder("XDG_CONFIG_HOME", ".config"), "passphrase"),
    ca: join(folder("XDG_DATA_HOME", ".local/share"), "ca"),
  };
}
