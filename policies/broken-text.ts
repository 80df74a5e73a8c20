import { parsedYaml } from "../model/parsed-yaml.ts";

/** Why a text is no configuration, and where a reader stops. */
export interface BrokenText {
  /** What follows "is". */
  readonly message: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
}

/** Undefined: an object in JSON. */
export function brokenJson(text: string): BrokenText | undefined {
  try {
    const document: unknown = JSON.parse(text);
    return isMap(document) ? undefined : { message: "no object in JSON", line: 1, column: 1 };
  } catch (error) {
    return { message: "broken JSON", ...placeOf(error, text) };
  }
}

/** Undefined: a map in YAML, or an empty text. */
export function brokenYaml(text: string): BrokenText | undefined {
  const { document } = parsedYaml(text);
  const [error] = document.errors;
  if (error !== undefined) {
    const { line = 1, col = 1 } = error.linePos?.[0] ?? {};
    return { message: "broken YAML", line, column: col };
  }
  const noMap = { message: "no map of sections in YAML", line: 1, column: 1 };
  try {
    return isMap(document.toJS()) ? undefined : noMap;
  } catch {
    // An alias without its anchor.
    return { message: "broken YAML", line: 1, column: 1 };
  }
}

function isMap(document: unknown): boolean {
  return typeof document === "object" && !Array.isArray(document);
}

/** The engine tells the place in its message alone, and no place where the text ends too soon. */
function placeOf(error: unknown, text: string): { readonly line: number; readonly column: number } {
  const [, line, column] = /line (\d+) column (\d+)/.exec(error instanceof Error ? error.message : "") ?? [];
  return { line: Number(line ?? text.trimEnd().split("\n").length), column: Number(column ?? 1) };
}
