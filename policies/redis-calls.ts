import type { Service } from "../model/model.ts";
import { type ShellWord, shellCommands } from "../model/shell-words.ts";
import { clear, type Origin, type Value } from "../model/value.ts";

/** A call of `redis-cli` in a health check or a command. */
export interface RedisCall {
  /** What comes after the program; undefined where a shell puts a word together. */
  readonly words: readonly ShellWord[];
  /** The whole script that it stands in. */
  readonly script: string;
  readonly origin: Origin;
}

const program = /(^|\/)(redis|valkey)-cli$/;

/** Calls of `redis-cli` in a health check. */
export function callsInHealthCheck({ healthcheck }: Service): readonly RedisCall[] {
  const [kind, ...words] = healthcheck;
  if (clear(kind) === "CMD-SHELL") return words.flatMap(callsInScript);
  return clear(kind) === "CMD" ? callsInWords(words) : [];
}

/** Calls of `redis-cli` in what a service starts. */
export function callsInCommand({ command, args }: Service): readonly RedisCall[] {
  return callsInWords([...command, ...args]);
}

/** A list of words is a call itself, or a shell with a script. */
function callsInWords(words: readonly Value<string>[]): readonly RedisCall[] {
  const at = words.findIndex((word) => program.test(clear(word) ?? ""));
  const [first] = words;
  if (at === -1) return words.flatMap(callsInScript);
  const texts = words.map(clear);
  const script = texts.map((text) => text ?? "").join(" ");
  const origin = words[at]?.origin ?? first?.origin;
  if (origin === undefined) return [];
  return [{ words: texts.slice(at + 1), script, origin }];
}

function callsInScript(word: Value<string>): readonly RedisCall[] {
  const script = clear(word) ?? "";
  const inner = [...script.matchAll(/\$\(([^()]*)\)|`([^`]*)`/g)].map(
    ([, dollar, tick]) => dollar ?? tick ?? "",
  );
  return [script, ...inner].flatMap(shellCommands).flatMap((command) => {
    const at = command.findIndex((part) => part !== undefined && program.test(part));
    return at === -1 ? [] : [{ words: command.slice(at + 1), script, origin: word.origin }];
  });
}

/** A password that stands in the words of a call: `-a secret`, `--pass secret`, `-u redis://:secret@host`. */
export function hasPassword({ words }: RedisCall): boolean {
  return words.some((word, index) => {
    const next = words[index + 1];
    if (word === "-a" || word === "--pass") return isLiteral(next);
    return word === "-u" && isLiteral(next) && /:\/\/[^@/]*:[^@/]+@/.test(next ?? "");
  });
}

/** True where a call says who it is, in its words, in a variable before it, or in one of the service. */
export function isAuthenticated({ words, script }: RedisCall, { env }: Service): boolean {
  const byFlag = words.some((word) => word !== undefined && /^(-a|--pass|-u|--user|--askpass)$/.test(word));
  return byFlag || script.includes("REDISCLI_AUTH") || /\bauth\b/i.test(script) || env.has("REDISCLI_AUTH");
}

/** A shell's variable that is not replaced, as in a list without a shell, is no password. */
function isLiteral(word: ShellWord): boolean {
  return word !== undefined && word !== "" && !word.startsWith("$");
}
