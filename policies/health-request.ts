import type { Service } from "../model/model.ts";
import { clear } from "../model/value.ts";

/** What a health check asks its own container. */
export interface HealthRequest {
  /** Program that asks: `wget`, `curl`; undefined: another. */
  readonly tool: "wget" | "curl" | undefined;
  /** Undefined: the health check asks no URL of its own container. */
  readonly url: HealthUrl | undefined;
}

/** A URL on the container itself. */
export interface HealthUrl {
  /** Undefined: a variable of a shell. */
  readonly port: number | undefined;
  readonly path: string;
}

/** Reads a service's health check; undefined: there is none, or it is not known here. */
export function readHealthRequest({ healthcheck }: Service): HealthRequest | undefined {
  const words = healthcheck.map((word) => clear(word));
  if (words.length === 0 || words.includes(undefined) || words[0] === "NONE") return undefined;
  const text = words.join(" ");
  const tool = /(?:^|[\s/;&|(])(wget|curl)\s/.exec(text)?.[1];
  return { tool: tool === "wget" || tool === "curl" ? tool : undefined, url: urlIn(text) };
}

function urlIn(text: string): HealthUrl | undefined {
  const match =
    /(?:https?:\/\/)?(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)(?::([\d]+|\$\{?\w+\}?))?(\/[^\s'"?|;&)]*)?/i.exec(
      text,
    );
  if (match === null) return undefined;
  const [, port = "80", path = "/"] = match;
  return { port: /^\d+$/.test(port) ? Number(port) : undefined, path };
}
