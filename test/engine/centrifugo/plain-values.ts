import fc from "fast-check";
import { allowedWords } from "../../../config/centrifugo/allowed-words.ts";
import { isSecretOption } from "../../../config/centrifugo/secret-options.ts";
import type { PlainField } from "../../../config/tables/centrifugo.ts";
import { secrets } from "../../config/stack.ts";

/** A text as people may write it: quotes, blanks, other alphabets, and what shells and templates read. */
export const anyText = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 20 }),
    fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" }),
    fc.constantFrom("$HOME", "`date`", "#1", "a 'b' \"c\"", "back\\slash", "two words", "{{.X}}", "%s", "1"),
  )
  // The rules read the texts of these as they read JSON's own, as nothing.
  .filter((text) => !/^(?:null|false|[+-]?0[\d.]*)$/.test(text));

/** A name without surprises. */
export const word = fc.stringMatching(/^[a-z][a-z0-9_-]{2,10}$/);
const host = fc.stringMatching(/^[a-z][a-z0-9-]{1,8}[a-z0-9]$/);
const port = fc.integer({ min: 1, max: 65_535 });
const segments = fc.array(fc.stringMatching(/^[a-zA-Z0-9_~-]{1,8}$/), { minLength: 1, maxLength: 3 });
const path = segments.map((all) => `/${all.join("/")}`);

export const httpEndpoint = fc
  .tuple(fc.constantFrom("http", "https"), host, port, path)
  .map(([scheme, name, number, rest]) => `${scheme}://${name}:${number}${rest}`);
export const grpcEndpoint = fc.tuple(host, port).map(([name, number]) => `grpc://${name}:${number}`);
export const endpoint = fc.oneof(httpEndpoint, grpcEndpoint);

/** A secret that nobody can guess. */
export const secretText = fc.stringMatching(/^[0-9a-f]{64}$/);

/** RE2 that JavaScript knows, and RE2 that it does not. */
const regularExpressions = [
  "^[a-z]+$",
  "^org-\\d{1,9}$",
  "(?i)^room_[\\w.-]+$",
  "^(?P<tenant>[a-z0-9]+)$",
  "\\pL+\\z",
  "\\A[[:alpha:]]*",
  "^\\Qa.b\\E$",
  "(?s:.)x{2,5}?",
  "a||b",
];

const redisAddress = fc.oneof(
  fc.tuple(fc.constantFrom("redis", "rediss", "tcp"), host, port).map(([s, h, p]) => `${s}://${h}:${p}`),
  fc.tuple(host, port).map(([name, number]) => `${name}:${number}`),
  fc.constant("unix:///run/redis.sock"),
);
const addresses = fc.array(
  fc.tuple(host, port).map(([name, number]) => `${name}:${number}`),
  {
    minLength: 1,
    maxLength: 3,
  },
);

/** Texts of options that take no other ones, by the end of the key. */
const contents: readonly (readonly [key: RegExp, texts: fc.Arbitrary<string>])[] = [
  [/_regex$/, fc.constantFrom(...regularExpressions)],
  [/user_id_claim$/, fc.stringMatching(/^[a-zA-Z_]{1,12}$/)],
  [/handler_prefix$/, path],
  [/internal_port$/, port.map(String)],
  [/endpoint$/, endpoint],
  [/(?:redis|redis_stream)\.address$/, redisAddress],
  [/(?:cluster|sentinel)_address$/, addresses.map((all) => all.join(","))],
  [/^(?:grpc_api|uni_grpc)\.address$/, fc.constantFrom("", "0.0.0.0", "::")],
  [/client_name$/, fc.stringMatching(/^[!-~]{1,12}$/)],
  [/redis\.prefix$/, fc.stringMatching(/^[\w.:-]{1,20}$/)],
  [/(?:_boundary|_prefix|_separator)$/, fc.constantFrom("/", "|", "::", "!", "~", "%")],
  [/web_proxy_address$/, httpEndpoint],
  [/key_pem$/, fc.constantFrom(secrets.certificateKey, "/certs/key.pem")],
  [/pem$/, fc.constantFrom(secrets.certificate, base64(secrets.certificate), "/certs/certificate.pem")],
  [/url$/, fc.tuple(host, port).map(([name, number]) => `nats://${name}:${number}`)],
];

/** A value that is right for an option; `names` are its keys without those of lists. */
export function plainValue(names: readonly string[], field: PlainField): fc.Arbitrary<unknown> {
  const values = ofType(names, field);
  // Centrifugo takes a zero for an option that is not set, so it says nothing where the default is another.
  return (field.default ?? "") === "" ? values : values.filter((value) => value !== 0 && value !== "");
}

function ofType(names: readonly string[], { type }: PlainField): fc.Arbitrary<unknown> {
  switch (type) {
    case "bool":
      return fc.boolean();
    case "int":
    case "int32":
    case "uint32":
      return number(names.at(-1) ?? "");
    case "duration":
      // Nothing is answered within a microsecond.
      return /timeout$/.test(names.at(-1) ?? "") ? seconds : duration;
    case "strings":
      return fc.array(textOf(names), { minLength: 1, maxLength: 3 });
    case "string-map":
      return fc.dictionary(fc.stringMatching(/^[a-z][a-z-]{0,10}$/), textOf([...names, "*"]), { maxKeys: 3 });
    default:
      return textOf(names);
  }
}

function textOf(names: readonly string[]): fc.Arbitrary<string> {
  const key = names.join(".");
  const words = allowedWords(key);
  if (words !== undefined) return fc.constantFrom(...words);
  if (isSecretOption(names) && !key.endsWith("pem")) return secretText;
  return contents.find(([pattern]) => pattern.test(key))?.[1] ?? anyText;
}

function number(name: string): fc.Arbitrary<number> {
  if (name === "compression_level") return fc.integer({ min: -2, max: 9 });
  if (/(^|_)port$/.test(name)) return port;
  if (name === "db") return fc.integer({ min: 0, max: 15 });
  return fc.oneof(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 0, max: 2 ** 31 - 1 }));
}

const seconds = fc.integer({ min: 1, max: 90 }).map((count) => `${count}s`);

/** In every spelling of Go's that people use. */
export const duration = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 10_000 }), fc.constantFrom("ms", "s", "m", "h", "us", "µs"))
    .map(([amount, unit]) => `${amount}${unit}`),
  fc.constantFrom("1h30m", "1.5s", "2h45m10s", "0.25h", "1m0.5s", ".5s", "+5s", "7.s"),
);

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
