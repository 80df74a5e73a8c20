import { lastLogLines } from "../probes/docker.ts";
import { errorText, readEntry } from "./logs.ts";

/** Lines that are read: what a program says when it gives up stands at its end, or before a page of its options. */
const lines = 100;

/** How a task ended, by its log. */
export interface LastWords {
  /** Its last error, in one line without what may be a secret; empty: none. */
  readonly error: string;
  /** It was told to end, and did not end by itself. */
  readonly wasStopped: boolean;
}

const stopped = /signal received|received sigterm|received shutdown signal|stopping server gracefully/i;

/** Reads what a task said last. */
export async function lastWords(task: string): Promise<LastWords> {
  const all = (await lastLogLines(task, lines)).map(readEntry);
  const last =
    all.findLast(({ level, message }) => level === "fatal" || /^(error|fatal|panic)\b/i.test(message)) ??
    all.findLast(
      ({ level, message }) => level === "error" || /error|fatal|panic|denied|unknown flag/i.test(message),
    );
  return {
    error: last === undefined ? "" : errorText(last).slice(0, 200),
    wasStopped: all.some(({ message }) => stopped.test(message)),
  };
}
