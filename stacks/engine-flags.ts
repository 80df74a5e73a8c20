import { UserError } from "../config/user-error.ts";

/** What says which engine Pulumi's docker provider talks to: stack configuration, then the environment. */
export interface EngineChoice {
  readonly context: string | undefined;
  readonly host: string | undefined;
}

/** The provider's own order: a context wins over a host. */
export function engineChoice(
  config: Readonly<Record<string, string>>,
  environment: NodeJS.ProcessEnv,
): EngineChoice {
  return {
    context: config["docker:context"] || environment["DOCKER_CONTEXT"] || undefined,
    host: config["docker:host"] || environment["DOCKER_HOST"] || undefined,
  };
}

/** Flags that make the `docker` command ask the same engine, where by itself it would prefer the host. */
export function engineFlags({ context, host }: EngineChoice): string[] {
  if (context !== undefined) return ["--context", context];
  return host === undefined ? [] : ["--host", host];
}

/**
 * Refuses a context that was chosen with `docker context use` only: the command would ask that engine, and the
 * provider would deploy to the local one.
 */
export function refuseCurrentContext({ context, host }: EngineChoice, current: string): void {
  if (context !== undefined || host !== undefined || current === "default" || current === "") return;
  throw new UserError(
    `The Docker context \`${current}\` is in use, but Pulumi's docker provider does not follow \`docker context use\`.`,
    {
      fix: `export DOCKER_CONTEXT=${current} (or, for this machine's own engine: docker context use default).`,
    },
  );
}
