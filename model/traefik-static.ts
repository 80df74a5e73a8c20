import { isTrue } from "./boolean.ts";
import { readFlags } from "./flags.ts";
import type { Service } from "./model.ts";
import { qualify } from "./traefik-labels.ts";
import { clear } from "./value.ts";

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

/** Entry points of a Traefik from its flags, its variables and its static file. */
export function readStatic(service: Service): { entryPoints: readonly EntryPoint[]; complete: boolean } {
  const { flags, complete } = readFlags(service);
  const configPath = flags.find(({ name }) => name === "configfile")?.value;
  const file = service.files.find(({ path }) =>
    configPath === undefined ? staticPath.test(path) : path === configPath,
  );
  // Traefik reads one of the three and passes over the others without a word (tried: v3.7.15 with a file).
  const settings = new Map<string, string>(
    configPath !== undefined || file !== undefined
      ? [...(file?.entries ?? [])].map(([key, value]) => [key.toLowerCase(), clear(value) ?? ""])
      : flags.length > 0
        ? flags.map(({ name, value }) => [name, value])
        : variables(service),
  );
  const names = new Set([...settings.keys()].flatMap((key) => /^entrypoints\.([^.]+)/.exec(key)?.[1] ?? []));
  const entryPoints = [...names].map((name): EntryPoint => {
    const start = `entrypoints.${name}.`;
    const options = settings.get(`${start}http.tls.options`);
    return {
      name,
      asDefault: isTrue(settings.get(`${start}asdefault`)),
      tls: [...settings.keys()].some((key) => key.startsWith(`${start}http.tls`)),
      tlsOptions: options === undefined || options === "" ? undefined : qualify(options, "file"),
    };
  });
  return {
    entryPoints,
    complete: complete && service.envComplete && (file === undefined || file.entries !== undefined),
  };
}

function variables(service: Service): [name: string, value: string][] {
  return [...service.env]
    .filter(([key]) => key.startsWith("TRAEFIK_"))
    .map(([key, value]) => [key.slice(8).toLowerCase().replaceAll("_", "."), clear(value) ?? ""]);
}
