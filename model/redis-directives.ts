import { secret } from "./secret.ts";
import { known, type Origin, unknown, type Value } from "./value.ts";

/** Directives by their name in lower case, each with its values in the order in which Redis reads them. */
export type Directives = ReadonlyMap<string, readonly Value<string>[]>;

/** One directive before it is known what it is for. */
export interface Directive {
  readonly name: string;
  /** Undefined: put together by a shell, or not known. */
  readonly words: readonly string[] | undefined;
  readonly origin: Origin;
}

/** Groups directives; what may be a password becomes a secret. */
export function collect(directives: readonly Directive[]): Directives {
  const found = new Map<string, Value<string>[]>();
  for (const { words, origin, ...directive } of directives) {
    const name = directive.name === "slaveof" ? "replicaof" : directive.name;
    const value = typed(name, words?.join(" "), origin);
    found.set(name, [...(found.get(name) ?? []), value]);
  }
  return found;
}

function typed(name: string, text: string | undefined, origin: Origin): Value<string> {
  if (text === undefined) return unknown(origin);
  return maySecret.test(name) ? secret(text, origin) : known(text, origin);
}

/** `requirepass`, `masterauth`, `sentinel auth-pass …`, `tls-key-file-pass`. Lines of users are taken apart later. */
const maySecret = /pass|auth|^sentinel$|^rename-command$/;

/** Words of one line of `redis.conf` or of a users' file; none for an empty line and for a comment. */
export function wordsOfLine(line: string): readonly string[] {
  if (/^\s*#/.test(line)) return [];
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|[^\s"']+/g)].map(
    ([text, double, single]) => (double ?? single ?? text).replaceAll(/\\(.)/g, "$1"),
  );
}

/** Directives of a `redis.conf`; `at` gives the place of the directive of that name on that line, from 1. */
export function directivesIn(text: string, at: (name: string, line: number) => Origin): readonly Directive[] {
  return text.split("\n").flatMap((line, index) => {
    const [name, ...words] = wordsOfLine(line);
    if (name === undefined) return [];
    return [{ name: name.toLowerCase(), words, origin: at(name.toLowerCase(), index + 1) }];
  });
}

/** Directives of a command line: each `--name` takes the words up to the next one. */
export function directivesOfArguments(words: readonly Value<string>[]): readonly Directive[] {
  const found: { name: string; words: string[] | undefined; origin: Origin }[] = [];
  for (const word of words) {
    const name = word.state === "known" ? /^--([a-z].*)$/i.exec(word.value)?.[1]?.toLowerCase() : undefined;
    const last = found.at(-1);
    if (name !== undefined) {
      const origin = { ...word.origin, label: `--${name}, ${word.origin.label}` };
      found.push({ name, words: [], origin });
    } else if (last !== undefined) {
      if (word.state === "known") last.words?.push(word.value);
      else last.words = undefined;
    }
  }
  return found;
}
