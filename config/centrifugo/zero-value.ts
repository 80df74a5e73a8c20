import { quote, type Refusal } from "../field.ts";
import type { PlainField } from "../tables/centrifugo.ts";
import { parseDuration } from "../units/duration.ts";

/**
 * Why a zero says nothing: in its file Centrifugo takes `0`, `0s` and an empty text for "not set", and puts
 * its default in their place (internal/config/envconfig, processField). Undefined: it has none, or it is no zero.
 */
export function zeroFault(name: string, { type, default: standard = "" }: PlainField, value: unknown) {
  if (!isZero(type, value) || isZero(type, standard) || isZero(type, Number(standard))) return undefined;
  const found = typeof value === "string" ? quote(value) : `\`${String(value)}\``;
  const message = `Centrifugo takes this for "not set" and uses its default, \`${standard}\``;
  const fix = `Write another value, or remove \`${name}\`.`;
  return { code: "zero-is-default", message, found, fix } satisfies Refusal;
}

function isZero(type: PlainField["type"], value: unknown): boolean {
  if (value === 0 || value === "") return true;
  return type === "duration" && typeof value === "string" && (value === "0" || parseDuration(value) === 0);
}
