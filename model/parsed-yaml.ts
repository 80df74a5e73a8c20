import { type Document, LineCounter, parseDocument } from "yaml";

/** A YAML or JSON text as `yaml` reads it; read-only, since several readers get the same one. */
export interface ParsedYaml {
  readonly document: Document;
  readonly lines: LineCounter;
}

/** A mounted file is asked for its settings, for their places and for its faults: the last few texts are kept. */
const kept = new Map<string, ParsedYaml>();
const most = 8;

/** Parses a text, or takes what it became the last time; errors stand in `document.errors`. */
export function parsedYaml(text: string): ParsedYaml {
  const found = kept.get(text) ?? parse(text);
  // The last used one stands at the end.
  kept.delete(text);
  kept.set(text, found);
  const [oldest] = kept.keys();
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
  return found;
}

function parse(text: string): ParsedYaml {
  const lines = new LineCounter();
  return { document: parseDocument(text, { lineCounter: lines, logLevel: "error" }), lines };
}
