import type { Service } from "./model.ts";
import { clear, type Origin, type Value } from "./value.ts";

/** One flag of a command line. */
export interface Flag {
  /** Lower case, without dashes: `http_server.port`, `entrypoints.web.address`. */
  readonly name: string;
  /** The same with its dashes, for people: `--http_server.port`, `-c`. */
  readonly written: string;
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

/**
 * Flags of a service's command and arguments, in the forms `--a=b`, `--a b`, `--a` and `-a b`. What a shell takes
 * for itself, such as the `-c` of `sh -c`, is no flag of the program.
 */
export function readFlags(service: Service): CommandLine {
  const words = [...service.command, ...service.args];
  const flags: Flag[] = [];
  let isOfShell = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    const match = clear(word)?.match(/^(--?)([A-Za-z][\w.[\]-]*)(?:=([\s\S]*))?$/);
    if (word === undefined || match?.[2] === undefined) {
      isOfShell = isShell(word);
      continue;
    }
    if (isOfShell) continue;
    const next = clear(words[index + 1]);
    const value = match[3] ?? (next === undefined || next.startsWith("-") ? "true" : next);
    const name = match[2].toLowerCase();
    const written = `${match[1]}${name}`;
    flags.push({
      name,
      written,
      value,
      origin: { ...word.origin, label: `${written}, ${word.origin.label}` },
    });
  }
  return { flags, complete: words.every((word) => word.state === "known") && !isShell(words[0]) };
}

function isShell(word: Value<string> | undefined): boolean {
  return /(^|\/)(sh|ash|bash|dash|env)$/.test(clear(word) ?? "");
}
