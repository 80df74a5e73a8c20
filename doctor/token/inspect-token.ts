import { checkAlgorithm } from "./algorithm.ts";
import { checkChannelCount, checkEncodedInfo, checkKind, checkNamespaces } from "./channels.ts";
import { checkClaimTypes, knownClaims } from "./claim-types.ts";
import type { TokenExpectations } from "./expectations.ts";
import type { TokenFinding } from "./finding.ts";
import { checkOrganisation, checkParties, checkUser } from "./identity.ts";
import { readParts } from "./parts.ts";
import { cleanToken } from "./pasted.ts";
import { checkLeak, checkSignature } from "./signature.ts";
import { checkSize } from "./size.ts";
import { checkConnectionEnd, checkIssued, checkLifetime } from "./times.ts";

/**
 * Says everything about a connection token, in the order in which Centrifugo looks at it, so that the first
 * finding with an answer is the one that a client would see. Never throws, and never quotes token or secret.
 */
export function inspectToken(written: string, expected: TokenExpectations): TokenFinding[] {
  const { token, findings } = cleanToken(written);
  const size = checkSize(Buffer.byteLength(written));
  const parts = readParts(token);
  if ("level" in parts) return [...size, ...findings, parts];
  const { header, claims: all } = parts;
  const claims = knownClaims(all);
  const types = checkClaimTypes(all);
  const algorithm = checkAlgorithm(header, expected);
  return [
    ...size,
    ...findings,
    ...types,
    ...algorithm,
    ...(algorithm.length > 0 ? [] : checkSignature(parts, expected)),
    ...checkParties(claims, expected),
    ...checkKind(claims),
    ...checkLifetime(claims, expected),
    ...checkNamespaces(claims, expected),
    ...checkEncodedInfo(claims),
    // A claim that cannot be read has been named; what it would mean is not known.
    ...(types.some(({ id }) => id === "claim-type-sub") ? [] : checkUser(claims, expected)),
    ...checkChannelCount(claims, expected),
    ...checkConnectionEnd(claims, expected),
    ...checkIssued(claims, expected),
    ...checkOrganisation(claims, expected),
    ...checkLeak(parts, expected),
  ];
}
