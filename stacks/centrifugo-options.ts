import { intentionsOf } from "../config/centrifugo/intentions.ts";
import { type ResolvedOption, resolveOptions, textOf } from "../config/centrifugo/resolve.ts";
import type { StackConfig } from "../config/stack-config.ts";
import { parseDuration } from "../config/units/duration.ts";
import { objectName, type StackIdentity } from "./names.ts";

/** Asked for by every service of a stack, and the same for all. */
const known = new WeakMap<StackConfig, { readonly stack: string; readonly options: ResolvedOption[] }>();

/** Every option that this stack's Centrifugo is given, with where it comes from. */
export function centrifugoOptions(config: StackConfig, identity: StackIdentity): readonly ResolvedOption[] {
  const { stack } = identity;
  const found = known.get(config);
  if (found?.stack === stack) return found.options;
  const options = resolve(config, identity);
  known.set(config, { stack, options });
  return options;
}

function resolve(config: StackConfig, identity: StackIdentity): ResolvedOption[] {
  const intentions = intentionsOf(config, `redis://${objectName(identity, "redis")}:6379`);
  return resolveOptions(config.centrifugo, intentions, config.encryptedOptions).options;
}

/** What the other services and the backend have to know of Centrifugo's options. */
export interface CentrifugoFacts {
  /** Clients connect here, through Traefik. */
  readonly externalPort: number;
  /** HTTP API, health and metrics; never routed in public. */
  readonly internalPort: number;
  readonly healthPath: string;
  readonly apiPath: string;
  readonly websocketPath: string;
  /** Paths that clients use, without a slash at their ends. */
  readonly publicPaths: readonly string[];
  /** How long a stopping task may take to move its clients to other tasks. */
  readonly shutdownSeconds: number;
  /** Prefix of all keys and channels in Redis; its ACL allows no other. */
  readonly redisPrefix: string;
}

/** Reads them from the options, so that what a team changes there holds everywhere. */
export function centrifugoFacts(config: StackConfig, identity: StackIdentity): CentrifugoFacts {
  const options = centrifugoOptions(config, identity);
  const text = (...path: string[]) => textOf(options, path);
  const path = (section: string) => text(section, "handler_prefix").replace(/\/+$/, "");
  const isOn = (...option: string[]) => text(...option) === "true";
  const externalPort = Number(text("http_server", "port"));
  const websocket = isOn("websocket", "disabled") ? [] : [path("websocket")];
  const others = ["sse", "http_stream", "uni_websocket", "uni_sse", "uni_http_stream", "init"];
  // Clients of these two send by requests of their own.
  const emulation = isOn("sse", "enabled") || isOn("http_stream", "enabled") ? [path("emulation")] : [];
  return {
    externalPort,
    internalPort: Number(text("http_server", "internal_port") || externalPort),
    healthPath: path("health") || "/",
    apiPath: path("http_api"),
    websocketPath: path("websocket"),
    publicPaths: [
      ...websocket,
      ...others.filter((section) => isOn(section, "enabled")).map(path),
      ...emulation,
    ],
    shutdownSeconds: Math.ceil((parseDuration(text("shutdown", "timeout")) ?? 0) / 1_000),
    redisPrefix: text("engine", "redis", "prefix"),
  };
}
