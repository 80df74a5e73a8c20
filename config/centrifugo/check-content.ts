import { quote, type Refusal } from "../field.ts";
import { originFault } from "../values/origin.ts";
import { proxyEndpointFault } from "../values/proxy-endpoint.ts";
import { allowedWords } from "./allowed-words.ts";
import { unknownWord } from "./describe-value.ts";
import { publicKeyFault } from "./public-key.ts";
import { regularExpressionFault } from "./regular-expression.ts";

type Check = (text: string, name: string) => Refusal | undefined;

/** Go's router stops at braces, blanks, `//` and `..` in a path, and Traefik's rules are made of it too. */
const PATH = /^\/$|^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)+\/?$/;

/** What a text of some options has to look like, by the last key; an empty text is always unset. */
const contents: readonly (readonly [key: RegExp, check: Check])[] = [
  [/(?:^|\.)allowed_origins$/, (text) => originFault(text)],
  [/_regex$/, checkRegularExpression],
  [
    /(?:^|\.)user_id_claim$/,
    (text, name) => matches(text, /^[a-zA-Z_]+$/, name, "letters and `_` only", "user_id"),
  ],
  [
    /(?:^|[._])handler_prefix$/,
    (text, name) =>
      matches(text, PATH, name, "a path that begins with `/`, of plain characters", "/realtime"),
  ],
  [
    /(?:^|\.)internal_port$/,
    (text, name) => matches(text, /^[1-9]\d{0,4}$/, name, "a port number", '"9000"'),
  ],
  [/proxy(?:\.[a-z_]+)*\.endpoint$|^proxies\.endpoint$/, (text) => proxyEndpointFault(text)],
  [
    /\.(?:jwks_public_endpoint|web_proxy_address)$/,
    (text, name) => matches(text, /^https?:\/\/[^\s/]/, name, "an http or https URL", "https://…"),
  ],
  [/\.\*$/, checkHeader],
  [/\.(?:rsa|ecdsa)_public_key$/, publicKeyFault],
  [/redis(?:_stream)?\.address$/, checkRedisAddress],
  [/\.(?:cluster|sentinel)_address$/, checkRedisNodes],
  // Redis refuses the connection otherwise.
  [
    /\.(?:sentinel_)?client_name$/,
    (text, name) => matches(text, /^[!-~]+$/, name, "printable ASCII without spaces", "centrifugo"),
  ],
  [/(?:^|\.)(?:[a-z_]+_)?pem$/, checkPem],
  [/^channel\.(?:private_prefix|namespace_boundary|user_boundary|user_separator)$/, checkBoundary],
  [
    /redis\.prefix$/,
    (text, name) => matches(text, /^[\w.:-]{1,100}$/, name, "letters, digits and `_.:-` only", "centrifugo"),
  ],
];

/** Why the text of an option is wrong although it is a text; `names` are the keys without list entries. */
export function checkContent(names: readonly string[], text: string): Refusal | undefined {
  const key = names.join(".");
  const name = names.at(-1) ?? key;
  const words = allowedWords(key);
  if (words !== undefined) return words.includes(text) ? undefined : unknownWord(name, text, words);
  if (text === "") return undefined;
  return contents.find(([pattern]) => pattern.test(key))?.[1](text, name);
}

function matches(text: string, pattern: RegExp, name: string, expected: string, example: string) {
  if (pattern.test(text)) return undefined;
  const fix = `Write for example \`${name}: ${example}\`.`;
  return { code: "invalid-value", message: `expected ${expected}`, found: quote(text), fix };
}

function checkRegularExpression(text: string): Refusal | undefined {
  const fault = regularExpressionFault(text);
  if (fault === undefined) return undefined;
  const message = `Go cannot read this regular expression (${fault})`;
  const fix = "Use RE2's syntax: no look-ahead, no look-behind and no references back.";
  return { code: "invalid-regular-expression", message, fix };
}

/** Centrifugo stops at a variable that is not there, and this program sets only those that it makes itself. */
function checkHeader(text: string): Refusal | undefined {
  if (!/\$\{CENTRIFUGO_VAR_/.test(text)) return undefined;
  const message = "nothing sets the variable that stands here";
  const fix =
    "Write the value itself and encrypt it, for example with `pulumi config set --secret --path …`.";
  return { code: "unset-variable", message, fix };
}

/** One item is one shard, with its nodes between commas; there is no URL form. */
function checkRedisNodes(text: string, name: string): Refusal | undefined {
  const shape = /^(?:[^\s,:/]+|\[[0-9a-fA-F:.]+\]):\d{1,5}(?:,(?:[^\s,:/]+|\[[0-9a-fA-F:.]+\]):\d{1,5})*$/;
  return matches(text, shape, name, "host and port of one or more nodes", '["redis-1:6379,redis-2:6379"]');
}

function checkRedisAddress(text: string, name: string): Refusal | undefined {
  const shape = /^(?:(?:redis|rediss|tcp|unix|redis\+\w+|rediss\+\w+):\/\/\S+|[^\s:/]+:\d{1,5})$/;
  return matches(text, shape, name, "a Redis address", "[redis://redis:6379]");
}

function checkPem(text: string, name: string): Refusal | undefined {
  const decoded = /^[A-Za-z0-9+/=\s]+$/.test(text) ? Buffer.from(text, "base64").toString("latin1") : "";
  const isPem = [text, decoded].some((one) => /-----BEGIN [A-Z0-9 ]+-----[\s\S]+-----END/.test(one));
  if (isPem || /^\/\S+$/.test(text)) return undefined;
  const message = "expected PEM, base64 of PEM, or the path of a file in the container";
  return {
    code: "invalid-pem",
    message,
    found: "something else",
    fix: `Write \`${name}: |\` and the PEM below it, indented.`,
  };
}

function checkBoundary(text: string, name: string): Refusal | undefined {
  return matches(text, /^[!-~]{1,10}$/, name, "one to ten printable ASCII characters", '":"');
}
