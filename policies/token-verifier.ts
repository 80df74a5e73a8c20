import { type CentrifugoSettings, settingName } from "../model/centrifugo-settings.ts";
import { isEmpty } from "../model/secret.ts";
import type { Value } from "../model/value.ts";
import { effectiveFor } from "./centrifugo-services.ts";

/** The two sets of options that tokens are verified with. */
export type TokenOptions = "client.token" | "client.subscription_token";

/** Keys that verify the signature of a token where no JWKS endpoint is set. */
export const staticKeys = ["hmac_secret_key", "rsa_public_key", "ecdsa_public_key"] as const;

/** The value that an option has, where it is set to something; `unknown` where that is not known here. */
export function givenValue(settings: CentrifugoSettings, key: string): Value<string> | "unknown" | undefined {
  const setting = effectiveFor(settings, settingName(key));
  if (setting === undefined) return settings.complete ? undefined : "unknown";
  const empty = isEmpty(setting.value);
  if (empty === undefined) return "unknown";
  return empty ? undefined : setting.value;
}

/** Whether anything verifies the tokens; undefined: not known here. */
export function hasVerifier(settings: CentrifugoSettings, options: TokenOptions): boolean | undefined {
  const given = [...staticKeys, "jwks_public_endpoint"].map((key) =>
    givenValue(settings, `${options}.${key}`),
  );
  if (given.some((value) => value !== undefined && value !== "unknown")) return true;
  return given.includes("unknown") ? undefined : false;
}
