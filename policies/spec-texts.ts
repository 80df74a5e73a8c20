import type { Service } from "../model/model.ts";
import { clear, type Origin, type Value } from "../model/value.ts";

/** A text of a service that is no file and no variable: a word of a command, or a label. */
export interface SpecText {
  readonly text: string;
  readonly origin: Origin;
  /** Name of a label, in lower case. */
  readonly label: string | undefined;
  /** The word before it in the same command. */
  readonly before: string | undefined;
}

/** The known words and labels of a service. Redis' own command line has rules of its own. */
export function specTexts(service: Service): readonly SpecText[] {
  const commands = service.system === "redis" ? [] : [service.command, service.args];
  return [
    ...[...commands, service.healthcheck].flatMap(wordsOf),
    ...[service.labels, service.containerLabels].flatMap((labels) =>
      [...labels].flatMap(([label, value]) => toText(value, label.toLowerCase(), undefined)),
    ),
  ];
}

function wordsOf(words: readonly Value<string>[]): readonly SpecText[] {
  return words.flatMap((word, index) => toText(word, undefined, clear(words[index - 1])));
}

function toText(
  value: Value<string>,
  label: string | undefined,
  before: string | undefined,
): readonly SpecText[] {
  const text = clear(value);
  return text === undefined ? [] : [{ text, origin: value.origin, label, before }];
}
