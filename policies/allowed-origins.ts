import type { CentrifugoSettings } from "../model/centrifugo-settings.ts";
import { isZero } from "../model/option-group.ts";
import { clear, type Origin as Place } from "../model/value.ts";
import { effectiveFor } from "./centrifugo-services.ts";

/** What `client.allowed_origins` of one Centrifugo holds. */
export interface AllowedOrigins {
  /** Patterns as Centrifugo compares them; empty where none is given. */
  readonly patterns: readonly string[];
  /** The whole text of a variable; undefined: given in a file, where a list is a list. */
  readonly variable: string | undefined;
  /** Where they are given, else the service. */
  readonly place: Place;
}

/** Reads the list as Centrifugo does; undefined: not known here. */
export function readAllowedOrigins(settings: CentrifugoSettings): AllowedOrigins | undefined {
  const setting = effectiveFor(settings, "CLIENT_ALLOWED_ORIGINS");
  const isUnset = setting === undefined || (setting.source === "file" && isZero(setting.value));
  const place = setting?.value.origin ?? settings.service.origin;
  if (isUnset) return settings.complete ? { patterns: [], variable: undefined, place } : undefined;
  const text = clear(setting.value);
  if (text === undefined) return undefined;
  if (setting.source === "file") return { patterns: listInFile(text), variable: undefined, place };
  // Blanks between, before and behind the patterns make empty ones, which match nothing and harm nobody.
  return { patterns: text.split(" ").filter((pattern) => pattern !== ""), variable: text, place };
}

/** A text where a list belongs is a list of one. */
function listInFile(text: string): readonly string[] {
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list)) return list.map(String).filter((pattern) => pattern !== "");
  } catch {
    // Only lists and objects of a file have become JSON.
  }
  return [text];
}
