import { parseImage } from "../../model/image.ts";
import { hideWords, isSecretive } from "../hidden-spans.ts";

/** What Pulumi writes where a value is not known before the deployment, and where it is a secret. */
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const secretText = "[secret]";

/** Words of Traefik that look like a key. */
const plainWord = /^VersionTLS1[0-3]$/;

/** Longest value that is shown whole. */
const longest = 100;

/**
 * A value of a setting as it may be shown, or undefined: it is not shown at all, since it is a secret, may be one
 * by its name, or is no single value.
 */
export function shownValue(name: string, value: unknown): string | undefined {
  if (isSecretive(name) || value === secretText) return undefined;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item === "string"))
    return shownValue(name, value.join(" "));
  if (typeof value !== "string") return undefined;
  if (value === unknownText) return "known after the deployment";
  if (plainWord.test(value)) return value;
  const shown = hideWords(value).replaceAll(/\s+/g, " ").trim();
  if (shown === "…") return undefined;
  return shown.length <= longest ? shown : `${shown.slice(0, longest)}…`;
}

/** An image with its tag and the beginning of its digest; a commit in the tag is not taken for a secret. */
export function shownImage(reference: unknown): string | undefined {
  if (typeof reference !== "string") return undefined;
  const { repository, tag } = parseImage(reference);
  const digest = /@(sha256:[0-9a-f]{12})[0-9a-f]{52}$/.exec(reference)?.[1];
  const parts = (tag ?? "")
    .split("-")
    .map((part) => (/^[0-9a-f]{7,12}$/.test(part) ? part : hideWords(part)));
  const shownTag = tag === undefined ? "" : `:${parts.join("-")}`;
  return `${hideWords(repository)}${shownTag}${digest === undefined ? "" : `@${digest}…`}`;
}

/** `256M` for a number of bytes, as stack files write it. */
export function shownBytes(value: unknown): string | undefined {
  if (typeof value !== "number") return undefined;
  const units = [
    ["G", 1024 ** 3],
    ["M", 1024 ** 2],
    ["K", 1024],
  ] as const;
  const unit = units.find(([, size]) => value >= size && value % size === 0);
  return unit === undefined ? String(value) : `${value / unit[1]}${unit[0]}`;
}
