import { allowedWords } from "../config/tables/allowed-words.ts";
import { parseDuration } from "../config/units/duration.ts";
import type { FieldOfOption } from "./option-fields.ts";
import { showName } from "./show-name.ts";

/** Why Centrifugo stops at a value, and what to write. */
export interface ValueFault {
  /** What follows the place and a colon. */
  readonly message: string;
  readonly fix: string;
}

/** Where a text stands: a file is read more leniently than a variable or a flag. */
export type TextSource = "variable" | "file";

/** Judges the text of a variable, a flag or a key of a file; undefined: Centrifugo reads it. */
export function textFault({ key, field }: FieldOfOption, text: string, from: TextSource) {
  // An empty variable counts as unset, and so does what YAML calls null.
  if (text === "" || (from === "file" && text === "null")) return undefined;
  // Swarm fills in templates of variables, such as `{{.Task.Slot}}`, when a task starts.
  if (from === "variable" && text.includes("{{")) return undefined;
  switch (field.type) {
    case "bool":
      return isSwitch(text, from) ? undefined : notSwitch(text);
    case "int":
    case "int32":
    case "uint32":
      return isInteger(text, from) ? rangeFault(key, text) : notNumber(text);
    case "duration":
      return durationFault(key, text, from);
    case "string":
    case "strings":
      return rangeFault(key, text) ?? wordFault(key, text, from);
    default:
      return undefined;
  }
}

/** Go's `strconv.ParseBool`; a number in a file counts as a switch too. */
function isSwitch(text: string, from: TextSource): boolean {
  return /^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(text) || (from === "file" && isNumber(text));
}

function notSwitch(text: string): ValueFault {
  const meant = { yes: "true", on: "true", enabled: "true", no: "false", off: "false", disabled: "false" }[
    text.toLowerCase().replaceAll(/["'\s]/g, "")
  ];
  return {
    message: `${show(text)} is no switch to Centrifugo, which reads \`true\` and \`false\``,
    fix:
      meant === undefined
        ? "Write `true` or `false`, without quotation marks in the text."
        : `Write \`${meant}\`.`,
  };
}

/** Go's `strconv.ParseInt` with base 0, so `0800` is a broken octal number; a file may hold any number. */
function isInteger(text: string, from: TextSource): boolean {
  const integer = /^[+-]?(0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]*|[1-9][\d_]*)$/;
  return integer.test(text) || (from === "file" && (isNumber(text) || /^(true|false)$/.test(text)));
}

function isNumber(text: string): boolean {
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text);
}

function notNumber(text: string): ValueFault {
  return { message: `${show(text)} is no whole number`, fix: "Write digits alone, such as `100`." };
}

function rangeFault(key: string, text: string): ValueFault | undefined {
  if (!/(^|[._])port$/.test(key) || !/^\d+$/.test(text) || Number(text) < 65_536) return undefined;
  return { message: `${text.slice(0, 12)} is no port`, fix: "Write a number from 1 to 65535." };
}

/** Options that Centrifugo keeps in whole seconds (internal/config/validate.go). */
const wholeSeconds = /^channel\.(history_meta_ttl|(namespaces|without_namespace)\.history_(meta_)?ttl)$/;

/** From here on a number in a file may be meant in nanoseconds: a millisecond. */
const MEANT_AS_NANOSECONDS = 1e6;

function durationFault(key: string, text: string, from: TextSource): ValueFault | undefined {
  const isBare = /^\d+(\.\d+)?$/.test(text) && Number(text) !== 0;
  if (isBare && from === "file" && Number(text) >= MEANT_AS_NANOSECONDS) return undefined;
  if (isBare) {
    const digits = text.slice(0, 12);
    const shown =
      from === "file"
        ? `${digits} has no unit; Centrifugo takes a number for nanoseconds, and stops at a text of digits`
        : `${digits} has no unit`;
    return { message: shown, fix: `Write \`${digits}s\` for seconds, \`${digits}m\` for minutes.` };
  }
  // -1 in a file turns some timeouts off.
  if (from === "file" && isNumber(text)) return undefined;
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined) {
    const fix = /\d\s*d$/i.test(text)
      ? "Go knows no days: write hours, such as `24h`."
      : "Write numbers with the units `h`, `m`, `s` or `ms`, without blanks, such as `1h30m`.";
    return { message: `${show(text)} is no duration`, fix };
  }
  if (!wholeSeconds.test(key) || milliseconds % 1000 === 0) return undefined;
  return {
    message: `${show(text)} is no whole number of seconds, and Centrifugo keeps histories by the second`,
    fix: "Round it to a whole second.",
  };
}

/** An unknown level of the log is logged, and `info` is used; the mode of shared polls has a rule of its own. */
const lenient = /^log\.level$|shared_poll\.mode$/;

function wordFault(key: string, text: string, from: TextSource): ValueFault | undefined {
  const words = allowedWords(key);
  if (words === undefined || lenient.test(key) || (from === "file" && text.startsWith("["))) return undefined;
  if (
    words.includes(text) ||
    (key.endsWith("types") && text.split(" ").every((word) => words.includes(word)))
  )
    return undefined;
  const known = words.filter((word) => word !== "").map((word) => `\`${word}\``);
  const near = words.find((word) => word !== "" && word === text.trim().toLowerCase());
  return {
    message: `${show(text)} is none of the words that Centrifugo takes here`,
    fix:
      near === undefined
        ? `Write one of ${known.join(", ")}.`
        : `Write \`${near}\`, in lower case and without blanks.`,
  };
}

function show(text: string): string {
  return text.length === 1 ? `"${text}"` : showName(text, "the value");
}
