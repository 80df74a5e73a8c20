import type { Service } from "../model/model.ts";
import { clear, type Origin } from "../model/value.ts";

/** A word behind the name of the program. */
export interface Word {
  /** Undefined: not known here. */
  readonly text: string | undefined;
  readonly origin: Origin;
}

/** The words that a Centrifugo gets; undefined: what is started is not known here. */
export function centrifugoWords({ command, args }: Service): readonly Word[] | undefined {
  const words = [...command, ...args].map((value): Word => ({ text: clear(value), origin: value.origin }));
  const program = words.findIndex(({ text }) => /(^|\/)centrifugo$/.test(text ?? ""));
  if (program !== -1) return words.slice(program + 1);
  const script = words.find(({ text }) => shellCall.test(text ?? ""));
  if (script?.text !== undefined) return wordsInScript(script.text, script.origin);
  // An image's own entry point gets the flags.
  if (words.every(({ text }) => text !== undefined) && (words[0]?.text ?? "-").startsWith("-")) return words;
  return undefined;
}

const shellCall = /(?:^|[\s;&|/])centrifugo(?:\s+([^;&|<>]*)|$)/;

/** A shell fills in what has a `$` or quotation marks. */
function wordsInScript(script: string, origin: Origin): readonly Word[] {
  const words = (shellCall.exec(script)?.[1] ?? "").split(/\s+/).filter((word) => word !== "");
  return words.map((word) => ({ text: /["'$`\\]/.test(word) ? undefined : word, origin }));
}
