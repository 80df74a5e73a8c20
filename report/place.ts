import { relative, resolve } from "node:path";

/** Where something stands. */
export interface Place {
  /** For people: `env CENTRIFUGO_API_KEY of service app, line 14`. */
  readonly label: string;
  /** Undefined: in no file, as on a live Swarm. */
  readonly file: string | undefined;
  /** 1-based. */
  readonly line: number | undefined;
  readonly column: number | undefined;
}

/** `stack.yaml:14:7`; the label where there is no file. */
export function placeText({ label, file, line, column }: Place): string {
  if (file === undefined) return label;
  const shown = file.replaceAll(/[\p{Cc}\p{Cf}]/gu, "?");
  return line === undefined ? shown : `${shown}:${line}:${column ?? 1}`;
}

/** A path as other programs want it: relative to the working directory, with slashes. */
export function relativePath(file: string): string {
  return relative(process.cwd(), resolve(file)).replaceAll("\\", "/");
}

/** A message without the line that its place tells already. */
export function withoutLine(message: string): string {
  return message.replaceAll(/, (?:\S+ )?line \d+/g, "");
}
