import type { Service } from "./model.ts";
import type { Origin, Value } from "./value.ts";

/** An HTTP router, from labels or a file. */
export interface Router {
  /** With its provider, as Traefik names it: `ws@swarm`, `ws@file`. */
  readonly name: string;
  readonly rule: string | undefined;
  /** Empty: all default entry points. */
  readonly entryPoints: readonly string[];
  readonly tls: boolean;
  /** With its provider, `ws@file`; undefined: none given here. */
  readonly tlsOptions: string | undefined;
  /** Where `tlsOptions` is given; undefined: not given here. */
  readonly tlsOptionsOrigin: Origin | undefined;
  /** Name of a certificate resolver; undefined: none given here. */
  readonly certResolver: string | undefined;
  /** Backend service, with its provider. */
  readonly backend: string | undefined;
  /** With their provider. */
  readonly middlewares: readonly string[];
  /** Swarm service with the label; undefined for a router from a file. */
  readonly service: Service | undefined;
  readonly origin: Origin;
}

/** What Traefik calls a service: servers that routers lead to. */
export interface Backend {
  readonly name: string;
  /** `http` unless something else is given. */
  readonly schemes: readonly { readonly scheme: string; readonly origin: Origin }[];
  /** Host names of a file's URLs. */
  readonly hosts: readonly string[];
  /** Ports of the servers, as far as they are known. */
  readonly ports: readonly number[];
}

/** A named set of TLS options from a file. */
export interface TlsOption {
  /** With its provider: `ws@file`; `default` has none. */
  readonly name: string;
  /** Undefined: Traefik's own list, `h2`, `http/1.1`, `acme-tls/1`. */
  readonly alpn: Value<readonly string[]> | undefined;
  readonly origin: Origin;
}

/** What a router may put before its backend. */
export interface Middleware {
  /** With its provider: `limit@swarm`. */
  readonly name: string;
  /** Its kind in lower case: `ratelimit`, `headers`. */
  readonly kind: string;
  /** By dotted key in lower case, below the kind: `customrequestheaders.origin`. */
  readonly options: ReadonlyMap<string, Value<string>>;
  /** Swarm service with the label; undefined for a middleware from a file. */
  readonly service: Service | undefined;
  readonly origin: Origin;
}
