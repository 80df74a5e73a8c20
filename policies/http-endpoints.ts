import type { CentrifugoSettings } from "../model/centrifugo-settings.ts";
import { isOn, type Option, readOption, unknownKeys } from "./options.ts";

/** An HTTP handler that a Centrifugo serves. */
export interface Endpoint {
  /** Its section of the configuration: `websocket`, `http_api`. */
  readonly section: string;
  readonly prefix: Option;
  /** What Go's mux matches; one that ends with `/` takes everything below. Undefined: not known here. */
  readonly pattern: string | undefined;
  /** Side that it is served on where there is an internal port. */
  readonly side: "external" | "internal";
}

/** All handlers of one Centrifugo. */
export interface Endpoints {
  readonly endpoints: readonly Endpoint[];
  /** Keys of options that decide about more of them and are not known here. */
  readonly unknown: readonly string[];
}

/** Handlers that need a switch, all but the websocket and the HTTP API. */
const switched = {
  external: ["webtransport", "sse", "http_stream", "uni_websocket", "uni_sse", "uni_http_stream", "init"],
  internal: ["admin", "prometheus", "swagger", "debug", "health"],
} as const;

/** Handlers that are not for clients, with what they are to people. */
export const privateEndpoints: ReadonlyMap<string, string> = new Map([
  ["http_api", "the HTTP API"],
  ["admin", "the admin interface"],
  ["prometheus", "the metrics"],
  ["swagger", "the description of the API"],
  ["debug", "Go's profiler"],
]);

/** Reads which handlers are on, where and on which side; as in Centrifugo's internal/app/mux.go. */
export function readEndpoints(settings: CentrifugoSettings): Endpoints {
  const unknown = new Set<string>();
  const read = (key: string): Option => {
    const option = readOption(settings, key);
    for (const name of unknownKeys([option])) unknown.add(name);
    return option;
  };
  const isSet = (key: string): boolean => isOn(read(key));
  const isOff = (key: string): boolean => {
    const option = read(key);
    return option.text !== undefined && !isOn(option);
  };
  const at = (section: string, side: Endpoint["side"]): Endpoint => {
    const prefix = read(`${section}.handler_prefix`);
    return { section, prefix, side, pattern: patternOf(section, prefix.text) };
  };

  const clients = switched.external.filter((section) => isSet(`${section}.enabled`));
  const emulated = clients.includes("sse") || clients.includes("http_stream");
  const sideOf = (section: string): Endpoint["side"] => {
    const mayBeExternal = section === "admin" || section === "http_api";
    return mayBeExternal && isSet(`${section}.external`) ? "external" : "internal";
  };
  return {
    endpoints: [
      ...(isOff("websocket.disabled") ? [at("websocket", "external")] : []),
      ...clients.map((section) => at(section, "external")),
      ...(emulated ? [at("emulation", "external")] : []),
      ...(isOff("http_api.disabled") ? [at("http_api", sideOf("http_api"))] : []),
      ...switched.internal
        .filter((section) => isSet(`${section}.enabled`))
        .map((section) => at(section, sideOf(section))),
    ],
    unknown: [...unknown],
  };
}

/** These three serve everything below their prefix. */
function patternOf(section: string, prefix: string | undefined): string | undefined {
  if (prefix === undefined) return undefined;
  if (section === "debug") return `${prefix}/`;
  const trimmed = prefix.replace(/\/+$/, "");
  if (section === "admin" || section === "swagger") return `${trimmed}/`;
  return trimmed === "" ? "/" : trimmed;
}

/** The two ports; equal where there is no internal one. Undefined: not known here, or no number. */
export function readPorts(settings: CentrifugoSettings): {
  readonly external: number | undefined;
  readonly internal: number | undefined;
  /** False: both sides are one server. */
  readonly separate: boolean | undefined;
} {
  const [port, internalPort, address, internalAddress] = [
    "http_server.port",
    "http_server.internal_port",
    "http_server.address",
    "http_server.internal_address",
  ].map((key) => readOption(settings, key).text);
  const external = number(port);
  const internal = internalPort === "" ? external : number(internalPort);
  const known = external !== undefined && internal !== undefined;
  const other = internalAddress !== "" && internalAddress !== address;
  return { external, internal, separate: known ? external !== internal || other : undefined };
}

function number(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
