import { type CentrifugoSettings, effective } from "./centrifugo-settings.ts";
import { readDocument } from "./settings-file.ts";
import { clear } from "./value.ts";

/** The channel namespaces, proxies or consumers that one list names. */
export interface Namespaces {
  readonly names: ReadonlySet<string>;
  /** False: there may be more. */
  readonly complete: boolean;
}

/** Names of the channel namespaces; `list` is the setting that holds them (v5: `NAMESPACES`). */
export function readNamespaces(settings: CentrifugoSettings, list = "CHANNEL_NAMESPACES"): Namespaces {
  const names = new Set<string>();
  const fromFile = settings.settings.find((setting) => setting.name === list && setting.source === "file");
  const winner = effective(settings, list);
  const text = clear(winner?.value);
  if (winner === undefined) return { names, complete: settings.complete };
  if (text === undefined) return { names, complete: false };

  const isJson = /^\[[\s\S]*\]$/.test(text);
  const found = isJson || winner.source === "file" ? namesInJson(text) : text.split(" ");
  // Names separated by spaces are added to the file's; a JSON array replaces them.
  const kept = !isJson && fromFile !== undefined ? namesInJson(clear(fromFile.value) ?? "") : [];
  for (const name of [...(found ?? []), ...(kept ?? [])]) names.add(name.trim());
  return { names, complete: settings.complete && found !== undefined && kept !== undefined };
}

function namesInJson(text: string): string[] | undefined {
  const document = readDocument(text);
  if (document === null || text === "") return [];
  if (!Array.isArray(document)) return undefined;
  return document.flatMap((entry: unknown) =>
    typeof entry === "object" && entry !== null && "name" in entry ? [String(entry.name)] : [],
  );
}
