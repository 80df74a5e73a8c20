import { UserError } from "../../config/user-error.ts";
import type { NamedSecret, TokenExpectations } from "../../doctor/token/expectations.ts";
import type { TokenFinding } from "../../doctor/token/finding.ts";
import { isSensitiveName } from "../../model/secret.ts";
import { readEnvFile } from "./env-file.ts";

/** Variables that hold the token secret, Centrifugo's own name before v5's and what backends call it. */
export const secretNames = [
  "CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY",
  "CENTRIFUGO_TOKEN_HMAC_SECRET_KEY",
  "CENTRIFUGO_TOKEN_SECRET",
  "CENTRIFUGO_TOKEN_SECRET_KEY",
  "CENTRIFUGO_HMAC_SECRET",
  "CENTRIFUGO_HMAC_SECRET_KEY",
  "CENTRIFUGO_JWT_SECRET",
  "CENTRIFUGO_SECRET",
] as const;
const previousName = "CENTRIFUGO_CLIENT_TOKEN_HMAC_PREVIOUS_SECRET_KEY";

/** Secrets to verify with, and what their source itself shows. */
export interface TokenSecrets extends Pick<TokenExpectations, "secret" | "previousSecret" | "otherSecrets"> {
  readonly findings: readonly TokenFinding[];
}

/** The secret of the variable CENTRIFUGO_TOKEN_SECRET, if it is there. */
export function secretsOfEnvironment(environment: NodeJS.ProcessEnv): TokenSecrets {
  const value = environment["CENTRIFUGO_TOKEN_SECRET"] ?? "";
  if (value === "") return { findings: [] };
  return { secret: { from: "the variable CENTRIFUGO_TOKEN_SECRET", value }, findings: [] };
}

/**
 * The secrets of a file of variables.
 *
 * @throws UserError with exit code 2 when it cannot be read or has no token secret.
 */
export function secretsOfFile(path: string): TokenSecrets {
  const variables = readEnvFile(path).map(([name, value]): [string, NamedSecret] => [
    name,
    { from: `${name} in ${path}`, value },
  ]);
  const byName = new Map(variables);
  const found = secretNames.flatMap((name) => byName.get(name) ?? []);
  const [secret] = found;
  if (secret === undefined) {
    throw new UserError(`${path} has no token secret.`, {
      fix: `it is looked for in ${secretNames.slice(0, 3).join(", ")} and the like; or use --ask-secret.`,
      exitCode: 2,
    });
  }
  const otherSecrets = variables
    .filter(([name, one]) => isSensitiveName(name) && one !== secret && name !== previousName)
    .map(([, one]) => one);
  const previousSecret = byName.get(previousName);
  const different = found.find(({ value }) => value !== secret.value);
  return {
    secret,
    otherSecrets,
    ...(previousSecret === undefined ? {} : { previousSecret }),
    findings: different === undefined ? [] : [differ(secret, different)],
  };
}

function differ(one: NamedSecret, other: NamedSecret): TokenFinding {
  return {
    id: "secrets-differ",
    level: "warning",
    message: `There are two token secrets with two values: ${one.from}, and ${other.from}.`,
    fix: "Keep one: CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY is what Centrifugo v6 reads, CENTRIFUGO_TOKEN_HMAC_SECRET_KEY what v5 did.",
  };
}
