import type { System } from "./model.ts";

/** An image reference taken apart. */
export interface Image {
  /** Without tag and digest: `centrifugo/centrifugo`. */
  readonly repository: string;
  readonly tag: string | undefined;
  /** `6.9.1` where the tag begins with a full version, also in `v6.9.1-abc123` and `7.4.11-alpine`. */
  readonly version: string | undefined;
  /** `6` for `v6`, `v6.9` and `v6.9.1`; undefined for `latest` and for a digest alone. */
  readonly major: number | undefined;
}

/** Reads an image reference such as `registry:5000/centrifugo/centrifugo:v6.9.1@sha256:…`. */
export function parseImage(reference: string): Image {
  const withoutDigest = reference.split("@")[0] ?? "";
  const lastSlash = withoutDigest.lastIndexOf("/");
  const colon = withoutDigest.indexOf(":", lastSlash + 1);
  const repository = colon === -1 ? withoutDigest : withoutDigest.slice(0, colon);
  const tag = colon === -1 ? undefined : withoutDigest.slice(colon + 1);
  const version = tag?.match(/^v?(\d+\.\d+\.\d+)(?![\d.])/)?.[1];
  const major = tag?.match(/^v?(\d+)(?=$|[.-])/)?.[1];
  return { repository, tag, version, major: major === undefined ? undefined : Number(major) };
}

const systems: ReadonlyMap<string, System> = new Map([
  ["centrifugo", "centrifugo"],
  ["centrifugo-pro", "centrifugo"],
  ["redis", "redis"],
  ["redis-sentinel", "redis"],
  ["redis-stack", "redis"],
  ["redis-stack-server", "redis"],
  ["valkey", "redis"],
  ["traefik", "traefik"],
]);

/**
 * Recognised by the last part of the repository, so that mirrors count too. It has to be the whole part:
 * `centrifugo-auth` and `traefik-certs-dumper` are other programs.
 */
export function systemOfImage(repository: string): System {
  return systems.get(repository.split("/").at(-1)?.toLowerCase() ?? "") ?? "other";
}

/** A guess for services whose image tells nothing: `my_centrifugo` and `my-centrifugo`, not `centrifugo-auth`. */
export function systemOfName(name: string): System {
  const own = /(?:^|[_-])([a-z]+(?:-pro)?)$/.exec(name.toLowerCase())?.[1];
  return systems.get(own ?? "") ?? "other";
}
