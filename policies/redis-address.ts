import type { RedisLink } from "./redis-links.ts";

/** What an address of Redis says; undefined: it does not say it. */
export interface RedisAddress {
  readonly kind: RedisLink["kind"];
  readonly host: string;
  readonly port: number | undefined;
  readonly db: string | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
}

/** The option that an address stands in. */
export type AddressOption = "address" | "sentinel_address" | "cluster_address";

/**
 * Reads an address as Centrifugo has it: `host:port`, several of them with commas for Sentinels and clusters, or a
 * URL such as `redis://:password@host:6379/1`. None for a socket's path and for what is no address.
 */
export function readAddress(text: string, option: AddressOption): readonly RedisAddress[] {
  const kind = kinds[option];
  if (option !== "address") return text.split(",").flatMap((part) => hostAndPort(part, kind));
  if (!text.includes("://")) return hostAndPort(text, kind);
  const url = parseUrl(text);
  if (url === undefined || url.protocol === "unix:") return [];
  const ofScheme = schemes.get(url.protocol) ?? "server";
  const isSentinel = url.searchParams.has("sentinel_master_name");
  const rest = {
    kind: isSentinel ? "sentinel" : ofScheme,
    db: url.pathname.replace("/", "") || undefined,
    user: decode(url.username) || undefined,
    password: decode(url.password) || undefined,
  } as const;
  const hosts = [url.host, ...url.searchParams.getAll("addr")];
  return hosts.flatMap((host) => hostAndPort(host, rest.kind).map((address) => ({ ...address, ...rest })));
}

/** Why Centrifugo refuses an item of `address`; undefined: it does not, or nobody can tell. */
export function addressFault(text: string): string | undefined {
  if (!text.includes("://")) {
    const isAddress = /^(\[[^\]]*\]|[^:\s,]+):\d+$/.test(text);
    return isAddress ? undefined : "has an item that is neither `host:port` nor a URL";
  }
  const url = parseUrl(text);
  if (url === undefined) return "has an item that is no URL";
  const isRedis = /^(rediss?|tcp):$/.test(url.protocol);
  return isRedis && url.port === "" ? "has a URL without a port" : undefined;
}

const kinds = { address: "server", sentinel_address: "sentinel", cluster_address: "cluster" } as const;

const schemes: ReadonlyMap<string, RedisAddress["kind"]> = new Map([
  ["redis+sentinel:", "sentinel"],
  ["rediss+sentinel:", "sentinel"],
  ["redis+cluster:", "cluster"],
]);

function hostAndPort(text: string, kind: RedisAddress["kind"]): RedisAddress[] {
  const [, bracketed, plain, port] = /^\s*(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?\s*$/.exec(text) ?? [];
  const host = bracketed ?? plain ?? "";
  if (host === "") return [];
  const number = port === undefined ? undefined : Number(port);
  return [{ kind, host, port: number, db: undefined, user: undefined, password: undefined }];
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
