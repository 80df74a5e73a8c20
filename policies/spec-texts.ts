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

/** The known words and labels of a service. The command and health check of a Redis have rules of their own. */
export function specTexts(service: Service): readonly SpecText[] {
  return [
    ...wordLists(service).flatMap(wordsOf),
    ...labelsOf(service).flatMap(([label, value]) => toText(value, label.toLowerCase(), undefined)),
  ];
}

/** Where words and labels stand that are not known here; a preview of Pulumi knows no health check that is not given. */
export function unknownTexts(service: Service): readonly Origin[] {
  const words = service.system === "redis" ? [] : [...service.command, ...service.args];
  const values = [...words, ...labelsOf(service).map(([, value]) => value)];
  return values.flatMap(({ state, origin }) => (state === "unknown" ? [origin] : []));
}

function wordLists({ system, command, args, healthcheck }: Service): readonly (readonly Value<string>[])[] {
  return system === "redis" ? [] : [command, args, healthcheck];
}

function labelsOf({ labels, containerLabels }: Service): readonly (readonly [string, Value<string>])[] {
  return [...labels, ...containerLabels];
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
