import type { Service } from "./model.ts";
import { clear, type Origin, type Value } from "./value.ts";

/** One flag of a command line. */
export interface Flag {
  /** Lower case, without dashes: `http_server.port`, `entrypoints.web.address`. */
  readonly name: string;
  /** `true` for a switch without a value. */
  readonly value: string;
  readonly origin: Origin;
}

/** The flags of a service. */
export interface CommandLine {
  readonly flags: readonly Flag[];
  /** False: a word is not known, or a shell puts the command together. */
  readonly complete: boolean;
}

/** Flags of a service's command and arguments, in the forms `--a=b`, `--a b`, `--a` and `-a b`. */
export function readFlags(service: Service): CommandLine {
  const words = [...service.command, ...service.args];
  const flags: Flag[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    const match = clear(word)?.match(/^--?([A-Za-z][\w.[\]-]*)(?:=([\s\S]*))?$/);
    if (word === undefined || match?.[1] === undefined) continue;
    const next = clear(words[index + 1]);
    const value = match[2] ?? (next === undefined || next.startsWith("-") ? "true" : next);
    const name = match[1].toLowerCase();
    flags.push({ name, value, origin: { ...word.origin, label: `--${name}, ${word.origin.label}` } });
  }
  return { flags, complete: words.every((word) => word.state === "known") && !isShell(words[0]) };
}

function isShell(word: Value<string> | undefined): boolean {
  return /(^|\/)(sh|ash|bash|dash|env)$/.test(clear(word) ?? "");
}
