import { clear, type Value } from "./value.ts";

/** What Go's `strconv.ParseBool` takes for true; Centrifugo and Traefik read their switches with it. */
const trueWords: ReadonlySet<string> = new Set(["1", "t", "T", "TRUE", "true", "True"]);

/** True where a switch is known to be on; false for what is off, unknown or secret. */
export function isTrue(value: Value<string> | string | undefined): boolean {
  return trueWords.has((typeof value === "string" ? value : clear(value)) ?? "");
}
