import { parsedYaml } from "./parsed-yaml.ts";

/**
 * Reads a file of settings into `key` to text: `NAME` of an `.env`, `dotted.key` of JSON and YAML.
 * A list is one entry, as JSON. Undefined: not a format that is read here, or broken.
 */
export function readSettings(path: string, text: string): ReadonlyMap<string, string> | undefined {
  if (/\.env$/i.test(path)) return readEnvFile(text);
  if (/\.(json|ya?ml)$/i.test(path)) return flatten(readDocument(text));
  if (/\.conf$/i.test(path)) return readConfFile(text);
  return undefined;
}

/** The parsed JSON or YAML; undefined where it is broken. */
export function readDocument(text: string): unknown {
  try {
    if (/^\s*[[{]/.test(text)) return JSON.parse(text);
  } catch {
    // YAML's flow collections begin alike, and YAML reads JSON too.
  }
  try {
    const { document } = parsedYaml(text);
    return document.errors.length > 0 ? undefined : document.toJS();
  } catch {
    return undefined;
  }
}

function readEnvFile(text: string): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  for (const line of text.split("\n")) {
    const match = line.match(/^\s*(?:export\s+)?([A-Za-z_][\w.]*)\s*[=:]\s*(.*?)\s*$/);
    if (match?.[1] !== undefined) entries.set(match[1], unquote(match[2] ?? ""));
  }
  return entries;
}

/** `name value` lines, as Redis has them. */
function readConfFile(text: string): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  for (const line of text.split("\n")) {
    const match = line.match(/^\s*([a-z][\w-]*)\s+(.*?)\s*$/i);
    if (match?.[1] !== undefined) entries.set(match[1].toLowerCase(), unquote(match[2] ?? ""));
  }
  return entries;
}

function unquote(text: string): string {
  return text.match(/^(["'])(.*)\1$/)?.[2] ?? text;
}

/** `dotted.key` to text; undefined: no object. */
export function flatten(document: unknown): ReadonlyMap<string, string> | undefined {
  if (typeof document !== "object" || document === null || Array.isArray(document)) return undefined;
  const entries = new Map<string, string>();
  flattenInto(entries, "", document);
  return entries;
}

function flattenInto(entries: Map<string, string>, prefix: string, object: object): void {
  for (const [key, value] of Object.entries(object)) {
    const path = prefix === "" ? key : `${prefix}.${key}`;
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      flattenInto(entries, path, value);
    else entries.set(path, typeof value === "string" ? value : (JSON.stringify(value) ?? ""));
  }
}
