import { v6Options } from "../config/tables/variables.ts";

/** Types that cannot hold a secret. */
const plainTypes: ReadonlySet<string> = new Set(["bool", "int", "int32", "uint32", "duration"]);

/** Texts that name a choice, a port, a path, or what is asked of a token. */
const plainTexts =
  /^(CLIENT_(SUBSCRIPTION_)?TOKEN_(ISSUER_REGEX|AUDIENCE_REGEX)|(ENGINE|BROKER|PRESENCE_MANAGER|MAP_BROKER|CONTROLLER)_TYPE|HTTP_SERVER_(INTERNAL_)?ADDRESS|HTTP_SERVER_INTERNAL_PORT|\w+_HANDLER_PREFIX)$/;

/** Names of v5 that sound like a token's and are switches. */
const plainV5Names = ["ALLOW_ANONYMOUS_CONNECT_WITHOUT_TOKEN", "SEPARATE_SUBSCRIPTION_TOKEN_CONFIG"];

const plainNames: ReadonlySet<string> = new Set([
  ...[...v6Options].filter(([, { type }]) => plainTypes.has(type)).map(([name]) => name),
  ...plainV5Names,
]);

/**
 * True for an option of Centrifugo that cannot hold a secret, whatever its name sounds like, by its dotted
 * key or its variable: `client.subscription_token.enabled`, `CENTRIFUGO_ENGINE_TYPE`. Its value is known in
 * clear even where the whole file is a Swarm secret.
 */
export function isPlainOption(name: string): boolean {
  const variable = name
    .replaceAll(/[.-]/g, "_")
    .toUpperCase()
    .replace(/^CENTRIFUGO_/, "");
  return plainNames.has(variable) || plainTexts.test(variable);
}
