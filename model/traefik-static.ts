import { isTrue } from "./boolean.ts";
import { readFlags } from "./flags.ts";
import type { MountedFile, Service } from "./model.ts";
import { placesOf } from "./mounted-file.ts";
import { byName } from "./secret.ts";
import { readDocument } from "./settings-file.ts";
import { qualify } from "./traefik-labels.ts";
import { clear, known, type Value } from "./value.ts";

/** A port that Traefik listens on. */
export interface EntryPoint {
  readonly name: string;
  readonly asDefault: boolean;
  readonly tls: boolean;
  /** With its provider; undefined: none given. */
  readonly tlsOptions: string | undefined;
}

/** Where Traefik looks for its static file unless a flag names another. */
export const staticPath = /^\/etc\/traefik\/traefik\.(ya?ml|toml|json)$/;

/** What Traefik is started with. */
export interface StaticSettings {
  readonly service: Service;
  /** By dotted key in lower case, as flags have it: `entrypoints.web.address`, `providers.swarm.endpoint`. */
  readonly settings: ReadonlyMap<string, Value<string>>;
  /** Where `settings` come from: Traefik reads one of the three and passes over the others. */
  readonly source: "file" | "flags" | "env";
  readonly entryPoints: readonly EntryPoint[];
  /** False: a file, a flag or a variable that cannot be read here may set more. */
  readonly complete: boolean;
}

/** Reads a Traefik's flags, its variables or its static file. */
export function readStatic(service: Service): StaticSettings {
  const { flags, complete } = readFlags(service);
  const configPath = flags.find(({ name }) => name === "configfile")?.value;
  const file = service.files.find(({ path }) =>
    configPath === undefined ? staticPath.test(path) : path === configPath,
  );
  // Traefik reads one of the three and passes over the others without a word (tried: v3.7.15 with a file).
  const source = configPath !== undefined || file !== undefined ? "file" : flags.length > 0 ? "flags" : "env";
  const settings = new Map<string, Value<string>>(
    source === "file"
      ? [...(file?.entries ?? []), ...emptySections(file)].map(([key, value]) => [key.toLowerCase(), value])
      : source === "flags"
        ? flags.map(({ name, value, origin }) => [name, byName(name, value, origin)])
        : variables(service),
  );
  const isRead = file === undefined ? configPath === undefined : file.entries !== undefined;
  return {
    service,
    settings,
    source,
    entryPoints: readEntryPoints(settings),
    complete: complete && service.envComplete && service.filesComplete && isRead,
  };
}

/** `tlsChallenge: {}` switches something on and holds no value; it reads as `true`, as the flag does. */
function emptySections(file: MountedFile | undefined): readonly [key: string, value: Value<string>][] {
  if (file?.entries === undefined) return [];
  return emptyObjects(readDocument(clear(file.content) ?? "")).map((path) => {
    const key = path.join(".");
    const place = { ...file.origin, label: `${key} in ${file.origin.label}`, key };
    return [key, known("true", { ...place, ...placesOf(file).get(key) })];
  });
}

function emptyObjects(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    typeof child === "object" && child !== null && !Array.isArray(child) && Object.keys(child).length === 0
      ? [[key]]
      : emptyObjects(child).map((path) => [key, ...path]),
  );
}

function readEntryPoints(settings: ReadonlyMap<string, Value<string>>): readonly EntryPoint[] {
  const names = new Set([...settings.keys()].flatMap((key) => /^entrypoints\.([^.]+)/.exec(key)?.[1] ?? []));
  return [...names].map((name): EntryPoint => {
    const start = `entrypoints.${name}.`;
    const options = clear(settings.get(`${start}http.tls.options`));
    return {
      name,
      asDefault: isTrue(settings.get(`${start}asdefault`)),
      tls: [...settings.keys()].some((key) => key.startsWith(`${start}http.tls`)),
      tlsOptions: options === undefined || options === "" ? undefined : qualify(options, "file"),
    };
  });
}

function variables(service: Service): [name: string, value: Value<string>][] {
  return [...service.env]
    .filter(([key]) => key.startsWith("TRAEFIK_"))
    .map(([key, value]) => [key.slice(8).toLowerCase().replaceAll("_", "."), value]);
}
