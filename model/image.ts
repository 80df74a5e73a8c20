import type { System } from "./model.ts";

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

/** Recognised by the last part of the repository, so that mirrors and images built elsewhere count too. */
export function systemOfImage(repository: string): System {
  return systemOfName(repository.split("/").at(-1) ?? "");
}

/** A guess from a name, for services whose image is not known yet. */
export function systemOfName(name: string): System {
  const parts = name.toLowerCase().split(/[^a-z0-9]+/);
  if (parts.includes("centrifugo")) return "centrifugo";
  if (parts.includes("redis") || parts.includes("valkey")) return "redis";
  return parts.includes("traefik") ? "traefik" : "other";
}
