import type { Span } from "../config/source-excerpt.ts";
import { isPlainName } from "../model/plain-name.ts";
import { isSensitiveName } from "../model/secret.ts";

/** Parts of a line that may be a secret: they are left out where the line is shown. */
export function hiddenIn(line: string): readonly Span[] {
  const words = [...credentialsIn(line), ...wordsHidden(line)].sort(([one], [other]) => one - other);
  const secretive = afterSecretive(line);
  if (secretive === undefined) return words;
  return [...words.filter(([from]) => from < secretive), [secretive, line.length]];
}

/** Free text without the words in it that may be a secret; unlike on a line of settings, names tell nothing here. */
export function hideWords(text: string): string {
  const spans = [...credentialsIn(text), ...wordsHidden(text)].sort(([one], [other]) => one - other);
  let shown = "";
  let end = 0;
  for (const [from, to] of spans) {
    // One that begins inside of another may be shorter or longer than it.
    if (from >= end) shown += `${text.slice(end, from)}…`;
    end = Math.max(end, to);
  }
  return shown + text.slice(end);
}

/** Everything on a line but its key; all of an item of a list. */
export function hiddenValueOf(line: string): Span {
  const key = /^\s*(?:(?:- +)+|"[\w.-]+"\s*:|'[\w.-]+'\s*:|[\w.-]+\s*:(?=\s|$))?\s*/.exec(line)?.[0] ?? "";
  return [key.length, line.length];
}

/**
 * Names, flags and schemes behind which a secret may stand. More than the model calls sensitive: a line is shown
 * to whoever reads the log.
 */
export function isSecretive(word: string): boolean {
  const part =
    /pass|pwd|auth|credential|cookie|signature|hash|webhook|users$|key$|^(?:sig|salt|seed|bearer|basic)$/i;
  return isSensitiveName(word) || part.test(word) || /^(?:-[aup]|--user)$/.test(word);
}

/** Where the first secretive word of a line has its value. */
function afterSecretive(line: string): number | undefined {
  for (const { 0: word, index } of line.matchAll(/[\w.-]+/g)) {
    const end = index + word.length;
    if (!isSecretive(word)) continue;
    const gap = /^[\s:="'`{[]*/.exec(line.slice(end))?.[0].length ?? 0;
    if (end + gap < line.length) return end + gap;
  }
  return undefined;
}

/** `name:password` before an `@`, in a URL or alone; `tag@sha256:` is a digest. */
function credentialsIn(line: string): readonly Span[] {
  return [
    ...line.matchAll(/(:\/\/|[^\s:"'=@]:)[^\s"'/:][^\s"']*@(?!sha256:)|:\/\/[^\s"']*@(?!sha256:)/g),
  ].map(({ 0: found, 1: start = "://", index }): Span => {
    const rest = /^[^\s"']*/.exec(line.slice(index + found.length))?.[0] ?? "";
    return [index + start.length, index + found.length + rest.length];
  });
}

function wordsHidden(line: string): readonly Span[] {
  return [...line.matchAll(/[^\s"'=,;()`[\]{}]+/g)].flatMap(({ 0: word, index }): Span[] =>
    mayBeSecret(word.replace(/@sha256:[0-9a-f]{64}$/, "")) ? [[index, index + word.length]] : [],
  );
}

function mayBeSecret(word: string): boolean {
  if (looksRandom(word)) return true;
  if (word.length < 12 || /^https?:\/\/[\w.:-]+$/.test(word) || /^[\d.:/]+$/.test(word)) return false;
  return !isPlainName(word) && word.split(/[:/@]/).some((part) => part.length >= 12 && !isPlainName(part));
}

/** Letters of both kinds and digits in one piece, many digits among letters, or the alphabet of Base64. */
function looksRandom(word: string): boolean {
  const isMixed = (text: string, least: number) =>
    [/[a-z]/g, /[A-Z]/g, /\d/g].every((kind) => (text.match(kind)?.length ?? 0) >= least);
  const digits = (text: string) => text.match(/\d/g)?.length ?? 0;
  return (
    (/^[\w+/-]{20,}$/.test(word) && isMixed(word, 3)) ||
    word
      .split(/[^A-Za-z0-9]+/)
      .some(
        (run) =>
          (run.length >= 8 && isMixed(run, 1)) || (run.length >= 12 && digits(run) >= 4) || digits(run) >= 10,
      )
  );
}
