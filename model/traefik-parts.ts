import type { Service } from "./model.ts";
import type { Origin, Value } from "./value.ts";

export interface Router {
  /** With its provider, as Traefik names it: `ws@swarm`, `ws@file`. */
  readonly name: string;
  readonly rule: string | undefined;
  /** Empty: all default entry points. */
  readonly entryPoints: readonly string[];
  readonly tls: boolean;
  /** With its provider, `ws@file`; undefined: none given here. */
  readonly tlsOptions: string | undefined;
  /** Backend service, with its provider. */
  readonly backend: string | undefined;
  /** Swarm service with the label; undefined for a router from a file. */
  readonly service: Service | undefined;
  readonly origin: Origin;
}

export interface Backend {
  readonly name: string;
  /** `http` unless something else is given. */
  readonly schemes: readonly { readonly scheme: string; readonly origin: Origin }[];
  /** Host names of a file's URLs. */
  readonly hosts: readonly string[];
}

export interface TlsOption {
  /** With its provider: `ws@file`; `default` has none. */
  readonly name: string;
  /** Undefined: Traefik's own list, `h2`, `http/1.1`, `acme-tls/1`. */
  readonly alpn: Value<readonly string[]> | undefined;
  readonly origin: Origin;
}
