import { parseDuration } from "../config/units/duration.ts";
import { isTrue } from "../model/boolean.ts";
import { entryPointsOf, type Routing } from "../model/traefik.ts";
import type { Router } from "../model/traefik-parts.ts";
import type { StaticSettings } from "../model/traefik-static.ts";
import { clear, type Origin, type Value } from "../model/value.ts";

/** A static setting of a Traefik. */
export interface StaticSetting {
  readonly statics: StaticSettings;
  /** In lower case: `entrypoints.web.address`. */
  readonly key: string;
  readonly value: Value<string>;
}

/** The settings of one Traefik whose key matches. */
export function settingsLike(statics: StaticSettings, key: RegExp): readonly StaticSetting[] {
  return [...statics.settings]
    .filter(([name]) => key.test(name))
    .map(([name, value]) => ({ statics, key: name, value }));
}

/** One option of all entry points that a router listens on, where it is given: `transport.respondingtimeouts.writetimeout`. */
export function entryPointSettings(
  router: Router,
  routing: Routing,
  option: string,
): readonly (StaticSetting & { readonly entryPoint: string })[] {
  return entryPointsOf(router, routing).flatMap(({ name }) =>
    routing.statics.flatMap((statics) => {
      const key = `entrypoints.${name}.${option}`;
      const value = statics.settings.get(key);
      return value === undefined ? [] : [{ statics, key, value, entryPoint: name }];
    }),
  );
}

/** Where a section is switched on, by itself or by an option below it; undefined: it is not. */
export function sectionOn({ settings }: StaticSettings, key: string): Origin | undefined {
  const own = settings.get(key);
  if (own !== undefined) return isTrue(own) ? own.origin : undefined;
  const below = [...settings].find(([name]) => name.startsWith(`${key}.`));
  return below?.[1].origin;
}

/** Milliseconds; a number alone is seconds in Traefik. Undefined: not known here, or no duration. */
export function traefikDuration(value: Value<string>): number | undefined {
  const text = clear(value);
  if (text === undefined) return undefined;
  return /^\d+$/.test(text) ? Number(text) * 1000 : parseDuration(text);
}

/** A list as flags and labels have it, `a,b`, or as JSON, which a file's lists become. */
export function listOf(value: Value<string> | undefined): readonly string[] {
  const text = clear(value) ?? "";
  if (!text.startsWith("[")) return text.split(",").flatMap((item) => item.trim() || []);
  try {
    const items: unknown = JSON.parse(text);
    return Array.isArray(items) ? items.map(String) : [];
  } catch {
    return [];
  }
}
