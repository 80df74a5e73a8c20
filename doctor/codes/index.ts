import { clients } from "./clients.ts";
import { disconnects } from "./disconnects.ts";
import { errors } from "./errors.ts";
import { statuses } from "./http.ts";
import type { Topic } from "./topic.ts";
import { unsubscribes } from "./unsubscribes.ts";
import { closes } from "./websocket-close.ts";

/** Every code that a client, a browser or the API shows. */
export const codes: readonly Topic[] = [
  ...errors,
  ...disconnects,
  ...unsubscribes,
  ...clients,
  ...statuses,
  ...closes,
];

/** The code that Centrifugo gives, without the ones of clients and of HTTP that share its number. */
export function codeOf(code: number): Topic | undefined {
  return [...errors, ...disconnects, ...unsubscribes, ...closes].find(({ key }) => key === String(code));
}

/** Centrifugo's own word for a code, such as `invalid token`. */
export function nameOfCode(code: number): string {
  return codeOf(code)?.name ?? "unknown code";
}
