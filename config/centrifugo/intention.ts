import type { OptionPath } from "./option-path.ts";

/** An option of Centrifugo that follows from something else than Centrifugo's own configuration. */
export interface Intention {
  readonly option: OptionPath;
  readonly value: unknown;
  /** The setting of the stack file that it follows from; undefined: from the deployment itself. */
  readonly setting: readonly PropertyKey[] | undefined;
  /** Why, as half a sentence: "Traefik ends TLS and speaks plain HTTP to Centrifugo". */
  readonly why: string;
  /**
   * `stated`: the stack file says so; another value in `centrifugo:` is a contradiction. `needed`: nothing
   * works with another value. `default`: `centrifugo:` may say otherwise.
   */
  readonly strength: "stated" | "needed" | "default";
  /** True: the value is a secret and goes to the `.env` that is a Swarm secret. */
  readonly secret?: boolean;
}
