import { v6NameOf } from "../config/tables/variables.ts";
import { isEmpty, isSensitiveName } from "../model/secret.ts";
import { clear, type Value } from "../model/value.ts";

/** Options of v6 that hold nothing but a secret, by the end of their variable. */
const endings =
  /(^|_)(HMAC_(PREVIOUS_)?SECRET_KEY|PASSWORD|DSN|CONNECTION_STRING|CREDENTIALS_VALUE|CLIENT_SECRET|NATS_JETSTREAM_TOKEN)$/;
const whole = /^(ADMIN_SECRET|(HTTP|GRPC)_API_KEY)$/;

/** True for a variable of Centrifugo, of v5 or v6 and without `CENTRIFUGO_`, that holds a secret. */
export function isSecretVariable(name: string): boolean {
  // Variables of one's own, which headers refer to.
  if (name.startsWith("VAR_")) return isSensitiveName(name);
  const v6Name = v6NameOf(name) ?? name;
  return endings.test(v6Name) || whole.test(v6Name);
}

/** What kind of secret a text holds among other things; undefined: none that can be told by its look. */
export function secretInText(text: string): string | undefined {
  if (/:\/\/[^/?#@\s"]*:[^/?#@\s"$]+@/.test(text)) return "a URL with a password in it";
  if (
    /"(password|sasl_password|dsn|connection_string|client_secret|hmac_secret_key)"\s*:\s*"[^"]+"/.test(text)
  )
    return "a password";
  if (/"(proxy-)?authorization"\s*:\s*"(?!\$\{)[^"]+"/i.test(text)) return "an Authorization header";
  return undefined;
}

/**
 * True where a value is given to a service as it stands. A stack file may take it from the environment: then it is
 * in the service all the same, also where it is not known here.
 */
export function isGiven(value: Value<string>): boolean | undefined {
  const isTaken = (value.origin.variables ?? []).length > 0;
  if (isTaken) return true;
  const empty = isEmpty(value);
  return empty === undefined ? undefined : !empty;
}

/** The same for a text that may hold a secret among other things. */
export function holdsSecret(value: Value<string>): string | undefined {
  return secretInText(clear(value) ?? "");
}
