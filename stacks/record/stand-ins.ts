import { randomInt } from "node:crypto";
import * as z from "zod";
import { checkValue } from "../../config/centrifugo/check-value.ts";
import { schemaAt } from "../../config/schema-walk.ts";
import { stackConfigSchema } from "../../config/stack-config.ts";
import { fieldAt, type PlainType } from "../../config/tables/centrifugo.ts";

/** Which of the two recordings of a program; each has stand-ins of its own. */
export type Run = 0 | 1;

/** A value that can stand for an encrypted one, or none that is valid there. */
export type StandIn = { readonly value: unknown } | undefined;

/** Letters alone are valid in most places. The length differs too, so that what is counted differs. */
export function standInText(run: Run): string {
  return letters(40 + 2 * run);
}

/** A value for a setting of this project, by its path: `["centrifugo", "admin", "password"]`. */
export function standIn(path: readonly PropertyKey[], run: Run): StandIn {
  const isValid = path[0] === "centrifugo" ? optionCheck(path.slice(1)) : settingCheck(path);
  return candidates(run)
    .map((value) => ({ value }))
    .find(({ value }) => isValid(value));
}

function candidates(run: Run): readonly unknown[] {
  const text = standInText(run);
  const values = [
    text,
    `${text}.invalid`,
    `https://${text}.invalid`,
    `redis://${text}.invalid:6379`,
    `${text}.invalid:6379`,
    `/${text}`,
    `${text}:<${text}>`,
    letters(6 + run),
    run === 0,
    1 + run,
    5000 + run,
    String(5000 + run),
    `${20 + run}s`,
    `${64 + run}M`,
  ];
  return [...values, ...values.map((value) => [value]), { [letters(6)]: text }];
}

function settingCheck(path: readonly PropertyKey[]): (value: unknown) => boolean {
  const schema = schemaAt(stackConfigSchema, path);
  return (value) => schema !== undefined && z.safeParse(schema, value).success;
}

function optionCheck(path: readonly PropertyKey[]): (value: unknown) => boolean {
  const names = path.filter((step) => typeof step === "string");
  const field = fieldAt(names);
  const outer = fieldAt(names.slice(0, -1));
  const check = (keys: readonly string[], type: PlainType) => (value: unknown) =>
    checkValue(keys, type, value) === undefined;
  // One text of a list or of a map.
  if (field?.type === "strings" && typeof path.at(-1) === "number") return check(names, "string");
  if (outer?.type === "string-map") return check([...names.slice(0, -1), "*"], "string");
  return field === undefined || "of" in field ? () => false : check(names, field.type);
}

function letters(length: number): string {
  return Array.from({ length }, () => String.fromCharCode(97 + randomInt(26))).join("");
}
