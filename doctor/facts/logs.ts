import { z } from "zod/mini";
import { parseJson } from "../../model/parse-json.ts";
import { hideWords } from "../../report/hidden-spans.ts";
import { lastLogLines } from "../probes/docker.ts";

/** Lines read of each task: the start of a task that has run for long may be older. */
const lines = 2_000;

const entry = z.looseObject({ level: z.string(), message: z.string() });

/** One line that Centrifugo wrote. */
export interface LogEntry {
  readonly level: string;
  readonly message: string;
  /** All fields, as text. */
  readonly fields: ReadonlyMap<string, string>;
}

/** What one task wrote, oldest first; lines that are no JSON stand as messages without a level. */
export async function readLog(task: string): Promise<readonly LogEntry[]> {
  return (await lastLogLines(task, lines)).map(readEntry);
}

/** Reads one line. */
export function readEntry(line: string): LogEntry {
  const parsed = entry.safeParse(parseJson(line));
  if (!parsed.success) return { level: "", message: line, fields: new Map() };
  const { level, message } = parsed.data;
  const fields = Object.entries(parsed.data).map(
    ([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)] as const,
  );
  return { level, message, fields: new Map(fields) };
}

/** What an entry says, with its error, in one line and without what may be a secret. */
export function errorText({ message, fields }: LogEntry): string {
  const error = fields.get("error");
  const text = error === undefined ? message : `${message}: ${error}`;
  return hideWords(text.replaceAll(/\s+/g, " "));
}
