import { type KeyPlace, keyPlaces } from "./key-places.ts";
import type { MountedFile } from "./model.ts";
import { once } from "./once.ts";
import { isPlainDirective } from "./plain-directives.ts";
import { isPlainOption } from "./plain-options.ts";
import { byName, secret } from "./secret.ts";
import { readSettings } from "./settings-file.ts";
import { shownName } from "./shown-name.ts";
import { clear, known, type Origin, unknown, type Value } from "./value.ts";

/** A Swarm config or secret before its text is read. */
export interface FileSource {
  readonly path: string;
  readonly kind: MountedFile["kind"];
  /** Undefined: not known here. */
  readonly text: string | undefined;
  readonly roles: readonly string[];
  readonly origin: Origin;
  readonly mode?: Value<number> | undefined;
  readonly uid?: Value<string> | undefined;
}

/** Places of the keys in a file whose text is known; empty where there is no file of the user's. */
export const placesOf = once(({ path, content, origin }: MountedFile): ReadonlyMap<string, KeyPlace> => {
  const text = clear(content);
  return text === undefined || origin.file === undefined ? new Map() : keyPlaces(path, text);
});

/** What a task sees of a Swarm config or secret, without the text of a secret. */
export function mountedFile({ path, kind, text, roles, origin, mode, uid }: FileSource): MountedFile {
  const content =
    text === undefined
      ? unknown(origin)
      : kind === "secret"
        ? secret(text.trim(), origin)
        : known(text, origin);
  return { path, kind, origin, content, roles, mode, uid, entries: readEntries(path, kind, text, origin) };
}

/** Entries of a file, each with its own place; what stands in a Swarm secret stays secret. */
export function readEntries(
  path: string,
  kind: MountedFile["kind"],
  text: string | undefined,
  origin: Origin,
): ReadonlyMap<string, Value<string>> | undefined {
  const settings = text === undefined ? undefined : readSettings(path, text);
  if (settings === undefined) return undefined;
  // Only where people can be shown a file of theirs.
  const places = origin.file === undefined || text === undefined ? undefined : keyPlaces(path, text);
  const isConf = /\.conf$/i.test(path);
  const value = (name: string, entry: string): Value<string> => {
    const place = {
      ...origin,
      label: `${shownName(name)} in ${origin.label}`,
      key: name,
      ...places?.get(name),
    };
    if (kind === "secret" && isConf)
      return isPlainDirective(name, entry) ? known(entry, place) : secret(entry, place);
    return kind === "secret" && !isStructural(name) && !isPlainOption(name)
      ? secret(entry, place)
      : byName(name, entry, place);
  };
  return new Map([...settings].map(([name, entry]) => [name, value(name, entry)]));
}

/** Options that name things or switch them: known in clear even where the whole file is a Swarm secret. */
function isStructural(name: string): boolean {
  return /^(CENTRIFUGO_)?((channel|rpc)_(namespaces|without_namespace)|namespaces$|http_api_(disabled|insecure)|api_(disable|insecure)$|http_server_tls_enabled$|tls$|engine_type)/i.test(
    name.replaceAll(".", "_"),
  );
}
