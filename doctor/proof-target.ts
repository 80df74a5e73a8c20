/** Everything the closing proof needs to know about a stack; the secrets are never printed. */
export interface ProofTarget {
  /** As clients use it, such as `wss://centrifugo.localhost/connection/websocket`. */
  readonly websocketUrl: string;
  /** Address to dial in place of what DNS says, such as `127.0.0.1`; the name stays as SNI and Host. */
  readonly dialAddress?: string;
  /** The application's own Origin, such as `https://app.localhost`. */
  readonly origin: string;
  /** PEM certificate to trust in place of the system's, as for a development CA. */
  readonly caCertificate?: string;
  /** The value with which Centrifugo verifies tokens (HMAC). */
  readonly tokenSecret: string;
  /** Channel patterns of the application, such as `org:<organisation>:messages`. */
  readonly channels: readonly string[];
  /** How users get into the channels of a namespace. @default { access: "token" } for each */
  readonly namespaces?: Readonly<Record<string, { readonly access: "token" | "user" | "public" | "proxy" }>>;
  /** Names of Swarm services. */
  readonly services: { readonly centrifugo: string; readonly traefik?: string };
  /** Name of the Swarm network on which a backend reaches the API. */
  readonly networks: { readonly backend: string };
  /** Name of the Swarm secret whose content is the bare API key. */
  readonly secrets: { readonly apiKey: string };
  /** Centrifugo tasks that should run. */
  readonly replicas: number;
  /** Image of the private job; needs busybox with sh, nc and nslookup, as Centrifugo's has. */
  readonly image: string;
  /** Internal port of the API. @default 9000 */
  readonly apiPort?: number;
  /** Where the API is served. @default "/api" */
  readonly apiPrefix?: string;
  /** How long a stack that was just deployed may take until its route answers, in ms. @default 15000 */
  readonly settleMs?: number;
}

/** Where to dial and what to say there, worked out from the target. */
export interface Edge {
  readonly url: URL;
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** `host` or `host:port`, for texts. */
  readonly name: string;
}

/** Works out where to dial; throws when `websocketUrl` is no URL. */
export function edgeOf(target: Pick<ProofTarget, "websocketUrl">): Edge {
  const url = new URL(target.websocketUrl);
  const secure = url.protocol === "wss:";
  const port = url.port === "" ? (secure ? 443 : 80) : Number(url.port);
  return { url, host: url.hostname, port, secure, name: url.host };
}
