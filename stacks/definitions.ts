import type { StackConfig } from "../config/stack-config.ts";
import { centrifugoDefinition } from "./centrifugo.ts";
import { certificatesDefinition } from "./certificates.ts";
import type { Transform } from "./defined-args.ts";
import type { ServiceDefinition } from "./definition.ts";
import type { ServiceName, StackIdentity } from "./names.ts";
import { redisDefinition } from "./redis.ts";
import { socketProxyDefinition } from "./socket-proxy.ts";
import { testPageDefinition } from "./test-page.ts";
import { traefikDefinition } from "./traefik.ts";

/** What decides how the resources look, and so all that the rules have to see. */
export interface RealtimeShape {
  /** Pulumi project and stack; they name every object on the Swarm. */
  readonly identity: StackIdentity;
  /** The checked configuration of the stack, see `config/stack-config.ts`. */
  readonly config: StackConfig;
  /**
   * Changes to the arguments of single services, for what the configuration does not offer; see `Transform`.
   * The rules see the changed arguments.
   *
   * @example { redis: (args) => ({ ...args, labels: [...args.labels, { label: "team", value: "chat" }] }) }
   */
  readonly transform?: Readonly<Partial<Record<ServiceName, Transform>>>;
  /**
   * Changes to the text of single files, by the names that `config print --list` shows: Traefik reads nothing
   * beside its file, and neither does the socket proxy. The rules see the changed text.
   *
   * @example { "redis-config": (text) => `${text}maxclients 500\n` }
   */
  readonly editFiles?: Readonly<Record<string, (text: string) => string>>;
}

/** How one service is to look, with its files edited. */
export function definitionOf(service: ServiceName, shape: RealtimeShape): ServiceDefinition {
  const { identity, config, editFiles = {} } = shape;
  const definition = definitions[service](config, identity);
  const files = definition.files.map((file) => {
    const edit = editFiles[file.name];
    return edit === undefined ? file : { ...file, content: edit(file.content) };
  });
  return { ...definition, files };
}

/** How each service is to look, as plain data. */
export const definitions: Readonly<
  Record<ServiceName, (config: StackConfig, identity: StackIdentity) => ServiceDefinition>
> = {
  redis: redisDefinition,
  centrifugo: centrifugoDefinition,
  "socket-proxy": socketProxyDefinition,
  traefik: traefikDefinition,
  certificates: certificatesDefinition,
  "test-page": testPageDefinition,
};
