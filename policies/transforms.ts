import { parseJson } from "../model/parse-json.ts";
import { flatten } from "../model/settings-file.ts";
import type { Check } from "./entry-checks.ts";
import type { OptionReader } from "./option-reader.ts";

/** What is wrong with one transform, by its options in lower case (`to.code`); undefined: nothing is. */
export type TransformCheck = (transform: ReadonlyMap<string, string>) => string | undefined;

/** Looks at each transform of a list until one is wrong. */
export function checkTransforms(option: string, check: TransformCheck): Check {
  return (options) => {
    const faults = readTransforms(options, option).map(check);
    const index = faults.findIndex((fault) => fault !== undefined);
    if (index === -1) return undefined;
    return { origin: options.origin(option), message: `in ${option}[${index}] ${faults[index]}` };
  };
}

function readTransforms(options: OptionReader, option: string): readonly ReadonlyMap<string, string>[] {
  const text = options.text(option);
  const document = text === "" ? [] : parseJson(text);
  if (!Array.isArray(document)) {
    options.doubt();
    return [];
  }
  return document.map(
    (item: unknown) => new Map([...(flatten(item) ?? [])].map(([key, value]) => [key.toLowerCase(), value])),
  );
}

/** A connect error's code to the code that a unidirectional client is closed with. */
export const toDisconnect: TransformCheck = (transform) => {
  if (isZero(transform, "code")) return "`code` is not set";
  if (isZero(transform, "to.code")) return "`to.code` is not set";
  return isAscii(transform, "to.reason") ? undefined : "`to.reason` holds characters other than ASCII";
};

/** A connect error's code to an HTTP answer. */
export const toResponse: TransformCheck = (transform) => {
  if (isZero(transform, "code")) return "`code` is not set";
  return isZero(transform, "to.status_code") ? "`to.status_code` is not set" : undefined;
};

/** The longest reason that fits into a websocket's close frame (RFC 6455). */
const longestReason = 123;

/** A backend's HTTP status to an error or a disconnect. */
export const fromStatus: TransformCheck = (transform) => {
  if (isZero(transform, "status_code")) return "`status_code` is not set";
  const [toError, toClose] = [!isZero(transform, "to_error.code"), !isZero(transform, "to_disconnect.code")];
  if (!toError && !toClose) return "neither `to_error.code` nor `to_disconnect.code` is set";
  if (toError && toClose) return "`to_error.code` and `to_disconnect.code` are both set";
  const texts = ["to_error.message", "to_disconnect.reason"];
  const foreign = texts.find((key) => !isAscii(transform, key));
  if (foreign !== undefined) return `\`${foreign}\` holds characters other than ASCII`;
  const long = texts.find((key) => (transform.get(key) ?? "").length > longestReason);
  return long === undefined ? undefined : `\`${long}\` is longer than ${longestReason} characters`;
};

function isZero(transform: ReadonlyMap<string, string>, key: string): boolean {
  return Number(transform.get(key) ?? 0) === 0;
}

function isAscii(transform: ReadonlyMap<string, string>, key: string): boolean {
  return /^[\0-\x7f]*$/.test(transform.get(key) ?? "");
}
