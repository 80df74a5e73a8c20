import { hideWords } from "../../report/hidden-spans.ts";
import { taskLog } from "../probes/docker.ts";
import { readEntry } from "./logs.ts";

/** Lines that are read: what a program says when it gives up stands at its end, or before a page of its options. */
const lines = 100;

/** What a task, or a service, said last of errors, in one line without what may be a secret; empty: nothing. */
export async function lastWords(of: string): Promise<string> {
  const { stdout, stderr } = await taskLog("--raw", "--tail", String(lines), of);
  const all = `${stdout}\n${stderr}`
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(readEntry);
  const last =
    all.findLast(({ level, message }) => level === "fatal" || /^(error|fatal|panic)\b/i.test(message)) ??
    all.findLast(
      ({ level, message }) => level === "error" || /error|fatal|panic|denied|unknown flag/i.test(message),
    );
  if (last === undefined) return "";
  const error = last.fields.get("error");
  const text = error === undefined ? last.message : `${last.message}: ${error}`;
  return hideWords(text.replaceAll(/\s+/g, " ")).slice(0, 200);
}
