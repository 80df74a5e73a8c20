import { parseJson } from "../../model/parse-json.ts";
import { invalid, type TokenFinding } from "./finding.ts";
import { isObject, type JsonObject } from "./json.ts";

/** A token that could be taken apart. */
export interface TokenParts {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  /** What the signature is over: header and claims as they are written. */
  readonly signed: string;
  readonly signature: Buffer;
}

/** Takes a token apart as Centrifugo's library does, which is stricter than RFC 7519 in places. */
export function readParts(token: string): TokenParts | TokenFinding {
  const parts = token.split(".");
  const [header = "", claims = "", signature = ""] = parts;
  const shape = wrongShape(token, parts.length);
  if (shape !== undefined) return shape;
  for (const [name, part] of Object.entries({ header, claims, signature })) {
    const problem = wrongBase64(name, part);
    if (problem !== undefined) return problem;
  }
  const parsedHeader = parseJson(textOf(header));
  const parsedClaims = parseJson(textOf(claims));
  if (!isObject(parsedHeader)) return noJson("header");
  // Go takes `null` for an object without fields.
  if (parsedClaims !== null && !isObject(parsedClaims)) return noJson("claims");
  return {
    header: parsedHeader,
    claims: parsedClaims ?? {},
    signed: `${header}.${claims}`,
    signature: Buffer.from(signature, "base64url"),
  };
}

const rebuild = "Make it with a JWT library, and hand it over unchanged.";

function wrongShape(token: string, count: number): TokenFinding | undefined {
  if (token === "") {
    return {
      id: "no-token",
      level: "error",
      message: "There is no token; without one Centrifugo answers 3501.",
      fix: "See what the backend answers when the page asks for a token.",
      answer: 3501,
    };
  }
  const not = (message: string, fix = rebuild) => invalid("token-not-jwt", message, fix);
  if (/^[{[]/.test(token)) return not("This is JSON, not a token.", "Take the field that holds the token.");
  if (/^</.test(token)) {
    return not(
      "This is HTML: a page, such as a login, and not a token.",
      "Look at the address it came from.",
    );
  }
  if (count === 5)
    return not("It has five parts: it is encrypted (JWE), and Centrifugo reads signed tokens (JWS).");
  if (count !== 3) {
    const parts = count === 1 ? "one part" : `${count} parts`;
    return not(`A token has three parts between dots, and this has ${parts}.`, "Copy it in one piece.");
  }
  if (token.startsWith("eyJ")) return undefined;
  return not(
    'It does not begin with `eyJ`, which is `{"` in base64: Centrifugo refuses a header that begins otherwise, also with a space.',
    "Write the header without spaces and line breaks, as JWT libraries do.",
  );
}

function wrongBase64(name: string, part: string): TokenFinding | undefined {
  const not = (message: string) => invalid("token-not-base64url", message, rebuild);
  if (part.endsWith("=")) return not(`Its ${name} is padded with \`=\`; the parts of a token are not.`);
  if (/[+/]/.test(part))
    return not(`Its ${name} is base64, and not base64url (\`-\` and \`_\` for \`+\` and \`/\`).`);
  if (!/^[\w-]*$/.test(part)) return not(`Its ${name} has characters that are no base64url.`);
  return part.length % 4 === 1 ? not(`Its ${name} is cut: no base64url has this length.`) : undefined;
}

function noJson(name: string): TokenFinding {
  return invalid("token-not-json", `Its ${name} is no JSON object.`, rebuild);
}

function textOf(part: string): string {
  return Buffer.from(part, "base64url").toString("utf8");
}
