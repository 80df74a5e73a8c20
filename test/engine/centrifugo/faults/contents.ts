import fc from "fast-check";
import { allowedWords } from "../../../../config/centrifugo/allowed-words.ts";
import { unknownWord } from "../../faulty-values.ts";
import { badValues, type Fault, type Place, placeOf } from "./fault.ts";

const ends = (pattern: RegExp) =>
  placeOf(({ names, field }: Place) => pattern.test(names.join(".")) && field.type !== "bool");
/** For a list of texts the text is its only item. */
const inItsList = (pattern: RegExp, kind: string, texts: readonly string[], code: string) =>
  fc.tuple(ends(pattern), fc.constantFrom(...texts)).map(
    ([{ names, field, put }, text]): Fault => ({
      kind: `${kind} at ${names.join(".")}: ${text}`,
      put: (one) => put(one, field.type === "strings" ? [text] : text),
      code,
    }),
  );

const words = placeOf(({ names }) => allowedWords(names.join(".")) !== undefined).chain(
  ({ names, field, put }) =>
    unknownWord(...(allowedWords(names.join(".")) ?? [])).map(
      (word): Fault => ({
        kind: `unknown word at ${names.join(".")}: ${word}`,
        put: (one) => put(one, field.type === "strings" ? [word] : word),
        code: "unknown-value",
      }),
    ),
);

const ports = badValues(
  "port",
  placeOf(({ names, field }) => /(^|_)port$/.test(names.at(-1) ?? "") && field.type === "int"),
  fc.constantFrom(0, -1, 65_536, 99_999),
  "out-of-range",
);

/** A text of the right type that says nothing. */
export const contentFaults: readonly fc.Arbitrary<Fault>[] = [
  words,
  ports,
  inItsList(/internal_port$/, "internal port", ["http", "0", "-1", "99999999", ":9000"], "invalid-value"),
  inItsList(
    /_regex$/,
    "expression",
    ["(", "[a", "a)", "(?=x)", "(?<!x)y", "\\1", "*a", "a{2,1}"],
    "invalid-regular-expression",
  ),
  inItsList(/user_id_claim$/, "claim", ["user-id", "uid2", "a.b", " "], "invalid-value"),
  inItsList(
    /handler_prefix$/,
    "path",
    ["metrics", "/a b", "/{id}", "/a//b", "//", "/../a", "GET /a"],
    "invalid-value",
  ),
  inItsList(
    /proxy.*\.endpoint$|^proxies\.endpoint$/,
    "endpoint",
    ["backend:3000", "/centrifugo", "ftp://b", "http://"],
    "invalid-endpoint",
  ),
  inItsList(
    /jwks_public_endpoint$/,
    "key set",
    ["keys.json", "//auth/keys", "file:///keys"],
    "invalid-value",
  ),
  inItsList(
    /(rsa|ecdsa)_public_key$/,
    "public key",
    ["key", "-----BEGIN PUBLIC KEY-----\nAA==\n-----END PUBLIC KEY-----"],
    "invalid-pem",
  ),
  inItsList(
    /^(broker|presence_manager|map_broker)\.redis\.address$/,
    "address",
    ["redis", "http://redis:6379", ":6379"],
    "invalid-value",
  ),
  inItsList(
    /^(broker|presence_manager)\.redis\.(cluster|sentinel)_address$/,
    "nodes",
    ["redis", "redis://a:6379", "a:6379, b:6379"],
    "invalid-value",
  ),
  inItsList(/client_name$/, "name", ["two words", "ä", "a\n"], "invalid-value"),
  inItsList(
    /^channel\.(private_prefix|user_boundary)$/,
    "boundary",
    [" ", "§", "12345678901"],
    "invalid-value",
  ),
  badValues(
    "level",
    placeOf(({ names }) => names.at(-1) === "compression_level"),
    fc.constantFrom(10, -3),
    "out-of-range",
  ),
  badValues(
    "zero",
    placeOf(({ field }) => field.type === "int" && Number(field.default) > 0),
    fc.constant(0),
    "zero-is-default|out-of-range",
  ),
];
