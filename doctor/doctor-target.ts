/** What the doctor knows of a stack before it looks; the secrets are never printed. */
export interface DoctorTarget {
  /** Where clients connect; undefined: the edge is not looked at. */
  readonly edge?: EdgeTarget;
  /** How clients prove who they are; undefined: no client connects. */
  readonly tokens?: TokenSource;
  /** What of it runs on a Swarm that can be asked; undefined: only what can be reached from outside is looked at. */
  readonly swarm?: SwarmTarget;
  /** The HTTP API as this machine reaches it; with `swarm` a job inside asks every task instead. */
  readonly api?: ApiTarget;
  /** What the backend signs tokens and calls the API with. */
  readonly backend?: BackendTarget;
  /** Channel patterns of the application, such as `org:<organisation>:messages`. */
  readonly channels: readonly string[];
  /** How users get into the channels of a namespace. @default { access: "token" } for each */
  readonly namespaces?: Readonly<Record<string, { readonly access: "token" | "user" | "public" | "proxy" }>>;
  /** Asks Pulumi what is no longer as it was deployed; undefined: nobody knows how it was. */
  readonly drift?: () => Promise<readonly Drifted[]>;
}

/** The address of the websocket and what is said there. */
export interface EdgeTarget {
  /** As clients use it, such as `wss://centrifugo.localhost/connection/websocket`. */
  readonly websocketUrl: string;
  /** Address to dial in place of what DNS says, such as `127.0.0.1`; the name stays as SNI and Host. */
  readonly dialAddress?: string;
  /** The application's own Origin, such as `https://app.localhost`. */
  readonly origin: string;
  /** PEM certificate to trust in place of the system's, as for a development CA. */
  readonly caCertificate?: string;
  /** It was deployed to speak HTTP/1.1 only. @default false */
  readonly http1Only?: boolean;
  /** Name of the TLS option that the labels refer to on a Traefik of somebody else, such as `ws-http1@file`. */
  readonly tlsOption?: string;
  /** How long a stack that was just deployed may take until its route answers, in ms. @default 15000 */
  readonly settleMs?: number;
}

/** Where tokens come from: at least one of the two. */
export interface TokenSource {
  /** The value with which Centrifugo verifies tokens (HMAC). */
  readonly secret?: string;
  /** A connection token of the application itself, as its backend issues it. */
  readonly issued?: () => Promise<string>;
}

/** The services of the stack, by their names on the Swarm. */
export interface SwarmTarget {
  readonly services: {
    readonly centrifugo: string;
    readonly redis?: string;
    readonly traefik?: string;
    readonly backend?: string;
    /** Further services of the stack. */
    readonly others?: readonly string[];
  };
  /** Centrifugo tasks that should run. */
  readonly replicas: number;
  /** Network on which the API is reached. */
  readonly network: string;
  /** Where the job inside finds the key of the HTTP API; undefined: it cannot be found, and the API is not asked. */
  readonly apiKey?: SecretPlace | undefined;
  /** Where it finds the secret that Centrifugo verifies tokens with. */
  readonly tokenSecret?: SecretPlace | undefined;
  /** Internal port of the API. @default 9000 */
  readonly apiPort?: number;
  /** Where the API is served. @default "/api" */
  readonly apiPrefix?: string;
  /** Image of the job inside; needs busybox with sh, nc and nslookup, as Centrifugo's has. */
  readonly image: string;
  readonly redis?: RedisTarget | undefined;
  /** How Centrifugo itself is started, so that a job can let it sign tokens where nobody gives the secret. */
  readonly start?: CentrifugoStart;
  /** Images that should run, by service name; undefined: nobody knows. */
  readonly images?: Readonly<Record<string, string>>;
}

/** A secret that the doctor never sees: where a job finds it. */
export type SecretPlace =
  /** Name of a Swarm secret that holds the bare value. */
  | { readonly secret: string }
  /** Path of a Swarm secret as Centrifugo's service mounts it, and the variable in this `.env`. */
  | { readonly path: string; readonly variable: string }
  /** The value itself, where it stands in clear in the service: a job gets it as a Swarm secret of its own. */
  | { readonly value: string };

/** What Centrifugo's service gives it. */
export interface CentrifugoStart {
  /** Swarm secrets and configs by the path that they are mounted at. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly configs: Readonly<Record<string, string>>;
  /** Variables `CENTRIFUGO_…` of the service; never printed. */
  readonly env: Readonly<Record<string, string>>;
  /** Path of its configuration file. */
  readonly config: string;
  /** Path of its `.env`. */
  readonly envFile: string;
}

/** The Redis that Centrifugo uses, as a job inside reaches it. */
export interface RedisTarget {
  /** Where it answers: one Redis, several as shards, nodes of one cluster, or with `sentinel` its Sentinels. */
  readonly addresses: readonly RedisAddress[];
  readonly network: string;
  /** @default "default" */
  readonly user?: string;
  /** Undefined: it asks for none. */
  readonly password?: SecretPlace;
  /** What Centrifugo's keys and channels begin with. */
  readonly prefix: string;
  /** The addresses are Sentinels, which name the master. */
  readonly sentinel?: {
    readonly masterName: string;
    /** @default "default" */
    readonly user?: string;
    /** Undefined: the Sentinels ask for none. */
    readonly password?: SecretPlace;
  };
  /** The addresses are nodes of one cluster. @default false */
  readonly cluster?: boolean;
  /** It speaks TLS, which a job inside cannot. @default false */
  readonly tls?: boolean;
  /** Somebody else runs it. @default false */
  readonly external?: boolean;
}

/** Where a Redis or a Sentinel answers. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
}

/** The HTTP API by its address. */
export interface ApiTarget {
  /** Such as `https://internal.example.com/api`. */
  readonly url: string;
  readonly key: string;
}

/** What the backend has; values are compared by fingerprint alone. */
export interface BackendTarget {
  /** Its variables, by name. */
  readonly variables: Readonly<Record<string, string>>;
  /** Where they were read, such as `.env`. */
  readonly source: string;
}

/** One thing that is no longer as it was deployed. */
export interface Drifted {
  /** Such as `service chat_centrifugo`. */
  readonly what: string;
  /** In words: `image changed`, `is gone`. */
  readonly how: string;
}
