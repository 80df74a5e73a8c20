import { hmacAlgorithms, type TokenExpectations } from "./expectations.ts";
import { invalid, type TokenFinding } from "./finding.ts";
import { type JsonObject, kindOf } from "./json.ts";

/** Looks at the header: whether Centrifugo verifies tokens of this kind at all. */
export function checkAlgorithm(header: JsonObject, expected: TokenExpectations): readonly TokenFinding[] {
  const enabled = expected.algorithms ?? hmacAlgorithms;
  for (const name of ["alg", "typ", "cty", "kid"]) {
    const value = header[name] ?? "";
    if (typeof value === "string") continue;
    const fix = "Make the token with a JWT library.";
    return [
      invalid("header-type", `\`${name}\` in the header is ${kindOf(value)}, and has to be a text.`, fix),
    ];
  }
  const algorithm = String(header["alg"] ?? "");
  if (enabled.includes(algorithm)) return [];
  if (algorithm === "" || algorithm.toLowerCase() === "none") {
    const message =
      "The token is not signed (`alg` is none): anybody could write one. Centrifugo refuses it.";
    return [invalid("alg-none", message, "Sign it with HS256 and the token secret.")];
  }
  const shown = /^\w{1,20}$/.test(algorithm) ? `\`${algorithm}\`` : "no known algorithm";
  const message = `\`alg\` is ${shown}, and Centrifugo verifies ${enabled.join(", ")} here.`;
  return [invalid("alg-not-enabled", message, fixFor(algorithm))];
}

function fixFor(algorithm: string): string {
  const keys: readonly (readonly [RegExp, string])[] = [
    [/^RS(256|384|512)$/, "client.token.rsa_public_key or client.token.jwks_public_endpoint"],
    [/^ES(256|384|512)$/, "client.token.ecdsa_public_key or client.token.jwks_public_endpoint"],
    [/^HS(256|384|512)$/, "client.token.hmac_secret_key"],
    [/^EdDSA$/, "client.token.jwks_public_endpoint (no other option takes EdDSA)"],
  ];
  const option = keys.find(([pattern]) => pattern.test(algorithm))?.[1];
  if (option === undefined) return "Sign with HS256, RS256 or ES256; Centrifugo knows no such algorithm.";
  return `Sign with HS256, or give Centrifugo ${option} and name it here with --algorithms.`;
}
