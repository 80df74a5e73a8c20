import { hideWords } from "../../report/hidden-spans.ts";
import { taskLog } from "../probes/docker.ts";
import { readEntry } from "./logs.ts";

/** Lines that are read: what a program says when it gives up stands at its end. */
const lines = 30;

/** What a service said last of errors, in one line without what may be a secret; empty: nothing. */
export async function lastWords(service: string): Promise<string> {
  const { stdout, stderr } = await taskLog("--raw", "--tail", String(lines), service);
  const all = `${stdout}\n${stderr}`
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(readEntry);
  const last =
    all.findLast(({ level }) => level === "fatal") ??
    all.findLast(
      ({ level, message }) => level === "error" || /error|fatal|panic|denied|unknown flag/i.test(message),
    );
  if (last === undefined) return "";
  const error = last.fields.get("error");
  const text = error === undefined ? last.message : `${last.message}: ${error}`;
  return hideWords(text.replaceAll(/\s+/g, " ")).slice(0, 200);
}
