import { invalid, type TokenFinding } from "./finding.ts";
import { isObject, type JsonObject, kindOf } from "./json.ts";

type Test = (value: unknown) => boolean;

const isText: Test = (value) => value === null || typeof value === "string";
const isObjectOrNull: Test = (value) => value === null || isObject(value);
const isListOfTexts: Test = (value) => value === null || (Array.isArray(value) && value.every(isText));

/** Seconds, also as text: Go reads both. */
const isDate: Test = (value) => value === null || Number.isFinite(secondsOf(value));

const isOption: Test = (value) =>
  isObjectOrNull(value) && (!isObject(value) || isOneOf(value["value"], ["boolean", "undefined"]));

const isSubscription: Test = (value) =>
  value === null ||
  (isObject(value) &&
    [value["b64info"], value["b64data"]].every((text) => text === undefined || isText(text)) &&
    (!isObject(value["override"])
      ? value["override"] === undefined || value["override"] === null
      : Object.values(value["override"]).every(isOption)));

/** Claims that Centrifugo reads, each with what it has to be; anything else in a token is left alone. */
const types: Readonly<Record<string, readonly [what: string, test: Test]>> = {
  sub: ["a text", isText],
  exp: ["seconds since 1970", isDate],
  iat: ["seconds since 1970", isDate],
  nbf: ["seconds since 1970", isDate],
  // Go's library refuses null here alone.
  aud: [
    "a text or a list of texts",
    (value) =>
      typeof value === "string" || (Array.isArray(value) && value.every((one) => typeof one === "string")),
  ],
  iss: ["a text", isText],
  jti: ["a text", isText],
  channel: ["a text", isText],
  channels: ["a list of texts", isListOfTexts],
  subs: [
    "an object of options by channel",
    (value) => value === null || (isObject(value) && Object.values(value).every(isSubscription)),
  ],
  expire_at: [
    "whole seconds since 1970",
    (value) => value === null || (typeof value === "number" && Number.isSafeInteger(value)),
  ],
  b64info: ["a text", isText],
};

/** The claims that Centrifugo reads, by their usual names: Go does not care for upper and lower case. */
export function knownClaims(claims: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(claims)
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => Object.hasOwn(types, name) || name === "info"),
  );
}

/** A claim of the wrong type makes the whole token invalid. */
export function checkClaimTypes(claims: JsonObject): readonly TokenFinding[] {
  return Object.entries(claims).flatMap(([written, value]) => {
    const name = written.toLowerCase();
    const [what, test] = Object.hasOwn(types, name) ? (types[name] ?? []) : [];
    if (what === undefined || test === undefined || test(value)) return [];
    const fix =
      name === "sub" && typeof value === "number"
        ? 'Make a text of it: `String(user.id)`, so that the token has `"sub": "42"`.'
        : `Write ${what} into it, or leave it out.`;
    return [invalid(`claim-type-${name}`, `\`${written}\` is ${kindOf(value)}, and has to be ${what}.`, fix)];
  });
}

/** Seconds of a date claim; NaN where it is none. */
export function secondsOf(value: unknown): number {
  if (typeof value === "number") return value;
  const isNumber = typeof value === "string" && /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(value);
  return isNumber ? Number(value) : Number.NaN;
}

function isOneOf(value: unknown, kinds: readonly string[]): boolean {
  return value === null || kinds.includes(typeof value);
}
