import { readFileSync } from "node:fs";

/** What the backend has to be told; nothing in it is a secret but the last three. */
export interface Settings {
  readonly port: number;
  /** Name of the stack, for the commands that the page shows. */
  readonly stack: string;
  /** The page's own origin, as browsers send it: `https://test.realtime.example.com`. */
  readonly pageOrigin: string;
  /** Where clients connect: `wss://realtime.example.com/connection/websocket`. */
  readonly websocketUrl: string;
  /** Traefik's TLS port on the private network, `host:port`; empty: dial the public name. */
  readonly edgeAddress: string;
  /** Centrifugo's HTTP API on the private network: `http://dev_centrifugo:9000/api`. */
  readonly apiUrl: string;
  /** Centrifugo's health endpoint, there too. */
  readonly healthUrl: string;
  /** Channels of an organisation, with one `<…>` for its id: `org:<organisation>:messages`. */
  readonly channels: readonly string[];
  /** Id of the organisation of whoever signs in; empty: one made from the page's origin. */
  readonly organization: string;
  /** Who may sign in. */
  readonly user: string;
  readonly password: string;
  /** Signs tokens; Centrifugo has the same. */
  readonly tokenSecret: string;
  /** Key of Centrifugo's HTTP API. */
  readonly apiKey: string;
}

/** Folder where a Swarm mounts secrets. */
const secretFolder = "/run/secrets";

/**
 * Reads the settings from the environment, and the secrets from files: what stands in an environment is shown by
 * `docker service inspect` to everybody who may ask the engine.
 *
 * @throws Error that names what is missing, and never a value.
 */
export function readSettings(env: NodeJS.ProcessEnv, secrets = secretFolder): Settings {
  return {
    port: Number(env["PORT"] ?? 3000),
    stack: needed(env, "STACK"),
    pageOrigin: needed(env, "PAGE_ORIGIN"),
    websocketUrl: needed(env, "WEBSOCKET_URL"),
    edgeAddress: env["EDGE_ADDRESS"] ?? "",
    apiUrl: needed(env, "CENTRIFUGO_API_URL"),
    healthUrl: needed(env, "CENTRIFUGO_HEALTH_URL"),
    channels: needed(env, "CHANNELS").split(","),
    organization: env["ORGANIZATION"] ?? "",
    user: needed(env, "LOGIN_USER"),
    password: secret(secrets, "test-page-password"),
    tokenSecret: secret(secrets, "token-secret"),
    apiKey: secret(secrets, "api-key"),
  };
}

function needed(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value === undefined || value === "") throw new Error(`The variable ${name} is not set.`);
  return value;
}

function secret(folder: string, name: string): string {
  const file = `${folder}/${name}`;
  let value: string;
  try {
    value = readFileSync(file, "utf8");
  } catch {
    throw new Error(`The secret ${file} cannot be read: mount it, readable for this task's user.`);
  }
  // A file that was made with `echo` ends with a line break, which is no part of the secret.
  const trimmed = value.replace(/\r?\n$/, "");
  if (trimmed === "") throw new Error(`The secret ${file} is empty.`);
  return trimmed;
}
