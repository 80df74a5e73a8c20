import type { TokenExpectations } from "./expectations.ts";
import { invalid, type TokenFinding } from "./finding.ts";
import { isObject, type JsonObject, kindOf } from "./json.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const anyIds = "If ids are no UUIDs here, say --claims any.";

/** Looks at who the user is: `sub`, and the organisation in `info`. */
export function checkUser(claims: JsonObject, expected: TokenExpectations): readonly TokenFinding[] {
  const sub = claims["sub"] ?? "";
  if (sub === "") {
    const refused = expected.refusesAnonymous === true ? ({ answer: 3507 } as const) : {};
    const message =
      "`sub` is missing or empty: Centrifugo takes the user for anonymous, who connects and may then do nothing (103).";
    const fix =
      "Put the id of the signed-in user into `sub`, as a text; see that the session is there first.";
    return [{ id: "sub-missing", level: "error", message, fix, ...refused }];
  }
  if (expected.claims === "any" || (typeof sub === "string" && uuid.test(sub))) return [];
  const what =
    typeof sub === "string" && /^(undefined|null|NaN|\[object .*)$/.test(sub) ? " but a lost value" : "";
  const message = `\`sub\` is no UUID${what}; the application's user ids are.`;
  return [{ id: "sub-no-uuid", level: "warning", message, fix: anyIds }];
}

/** Looks at `info.organizationId`, by which the application tells its tenants apart. */
export function checkOrganisation(claims: JsonObject, expected: TokenExpectations): readonly TokenFinding[] {
  if (expected.claims === "any") return [];
  const { info } = claims;
  const organisation = isObject(info) ? info["organizationId"] : undefined;
  if (typeof organisation === "string" && uuid.test(organisation)) return [];
  const what = !isObject(info)
    ? "`info.organizationId` is missing"
    : organisation === undefined
      ? "`info` has no `organizationId`"
      : typeof organisation === "string"
        ? "`info.organizationId` is no UUID"
        : `\`info.organizationId\` is ${kindOf(organisation)}`;
  return [{ id: "organization-no-uuid", level: "warning", message: `${what}.`, fix: anyIds }];
}

/** Looks at whom the token is for and who made it, where Centrifugo checks that. */
export function checkParties(claims: JsonObject, expected: TokenExpectations): readonly TokenFinding[] {
  const { aud, iss } = claims;
  const audiences = Array.isArray(aud) ? aud : [aud];
  const findings: TokenFinding[] = [];
  if (expected.audience !== undefined && !audiences.includes(expected.audience)) {
    const fix = "Let the backend set `aud` to what client.token.audience says, or change that option.";
    const message = `\`aud\` ${aud === undefined ? "is missing" : "is another"}, and has to be the expected audience.`;
    findings.push(invalid("aud-wrong", message, fix));
  }
  if (expected.issuer !== undefined && iss !== expected.issuer) {
    const fix = "Let the backend set `iss` to what client.token.issuer says, or change that option.";
    const message = `\`iss\` ${iss === undefined ? "is missing" : "is another"}, and has to be the expected issuer.`;
    findings.push(invalid("iss-wrong", message, fix));
  }
  return findings;
}
