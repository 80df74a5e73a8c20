import { authorizationScheme, byName, secret } from "../secret.ts";
import { shownName } from "../shown-name.ts";
import { unknown, type Value } from "../value.ts";
import { readEnvFile } from "./env-file.ts";
import type { Reading } from "./reading.ts";
import { StackFileError } from "./stack-file-error.ts";
import { entriesOf, type Item, listOf, pairsOf, textOf } from "./tree.ts";

/**
 * The same service with the variables of its files in its `environment`, where its own win: files are read before
 * stack files are merged, so that a later one's files win over an earlier one's variables.
 */
export function withEnvFiles(
  settings: ReadonlyMap<string, Item>,
  reading: Reading,
): ReadonlyMap<string, Item> {
  const file = settings.get("env_file");
  const own = settings.get("environment");
  if (file === undefined) return settings;
  const inFiles = filesOf(file).flatMap((one) => [...variablesIn(one, reading)]);
  const value = new Map([...inFiles, ...pairsOf(own)]);
  return new Map([...settings, ["environment", { value, place: own?.place ?? file.place }]]);
}

/** Variables of a service; one without a value takes the environment's. */
export function readEnvironment(
  service: string,
  environment: Item | undefined,
  reading: Reading,
): ReadonlyMap<string, Value<string>> {
  const values = [...pairsOf(environment)].flatMap(([name, item]) => {
    const value = readValue(name, item, service, reading);
    return value === undefined ? [] : [[name, value] as const];
  });
  return new Map(values);
}

/** A text, or a list of texts or of maps with a `path`. */
function filesOf(item: Item | undefined): readonly Item[] {
  if (item === undefined) return [];
  return (listOf(item) ?? [item]).map((one) => entriesOf(one).get("path") ?? one);
}

function variablesIn(file: Item, reading: Reading): ReadonlyMap<string, Item> {
  const path = textOf(file);
  if (path === undefined) return new Map();
  const whole = reading.resolve(path);
  const shown = reading.show(whole);
  const variables = readEnvFile(whole, shown, file.place);
  reading.sourceFiles.set(shown, "env");
  return variables;
}

function readValue(
  name: string,
  item: Item,
  service: string,
  { originOf, variable }: Reading,
): Value<string> | undefined {
  if (typeof item.value === "boolean") {
    const fix = 'Put it in quotation marks: "true".';
    throw new StackFileError({
      message: `${shownName(name)} is a switch, and Docker takes texts.`,
      ...item.place,
      fix,
    });
  }
  const origin = originOf(`env ${shownName(name)} of service ${service}`, item.place);
  // The words of a header tell enough, whatever the variable after them holds.
  const written = typeof item.value === "string" ? item.value : "";
  if (item.isUnset === true && authorizationScheme(written) !== undefined) return secret(written, origin);
  if (item.isUnset === true || (typeof item.value === "object" && item.value !== null))
    return unknown(origin);
  const text = textOf(item) ?? "";
  if (text !== "") return byName(name, text, origin);
  const outer = variable(name);
  if (outer !== undefined) return byName(name, outer, { ...origin, variables: [name] });
  return item.value === null ? undefined : byName(name, "", origin);
}
