import { nestOptions, type SetOption } from "../config/centrifugo/nest.ts";
import { optionNames, variableName } from "../config/centrifugo/option-path.ts";
import type { ResolvedOption } from "../config/centrifugo/resolve.ts";
import { headerEntries } from "../config/centrifugo/secret-leaves.ts";
import type { StackConfig } from "../config/stack-config.ts";
import { fieldAt } from "../config/tables/centrifugo.ts";
import { centrifugoOptions } from "./centrifugo-options.ts";
import type { StackIdentity } from "./names.ts";

/** Centrifugo's `config.json`. It holds nothing secret, so that every change shows in a diff. */
export function centrifugoConfig(config: StackConfig, identity: StackIdentity): string {
  const options = centrifugoOptions(config, identity).filter(
    (option) => option.raw !== undefined || !isDefault(option),
  );
  const shown = options.flatMap((option): SetOption[] =>
    option.secret ? placeholder(option) : [inListForm(option)],
  );
  return `${JSON.stringify(nestOptions(shown), undefined, 2)}\n`;
}

/**
 * The `.env` that Centrifugo loads from its working directory: its secrets, and nothing else.
 * The quotes keep `#` and `$` literal; the configuration refuses values with quotes or line breaks.
 */
export function centrifugoSecrets(config: StackConfig, identity: StackIdentity): string {
  const secrets = centrifugoOptions(config, identity).filter(({ secret }) => secret);
  const lines = secrets.flatMap(variables).map(([name, value]) => `${name}='${value}'`);
  return [...lines, ""].join("\n");
}

/** What only repeats Centrifugo's own default would make the file harder to read. */
function isDefault({ option, value }: ResolvedOption): boolean {
  const field = fieldAt(optionNames(option));
  if (field === undefined || !("default" in field)) return false;
  const text = Array.isArray(value) ? value.join(" ") : String(value);
  return text === (field.default ?? "");
}

/** As a map, names would lose their case, and a dot would cut them in two. */
function inListForm(option: ResolvedOption): SetOption {
  const pairs = headers(option).map(([key, value]) => ({ key, value }));
  return pairs.length === 0 ? option : { option: option.option, value: pairs };
}

/** Centrifugo puts variables `CENTRIFUGO_VAR_…` in place of these, in headers only. */
function placeholder(option: ResolvedOption): SetOption[] {
  const value = headerVariables(option).map(({ key, variable }) => ({ key, value: `\${${variable}}` }));
  return value.length === 0 ? [] : [{ option: option.option, value }];
}

function variables(option: ResolvedOption): [name: string, value: string][] {
  const inHeaders = headerVariables(option);
  if (inHeaders.length > 0) return inHeaders.map(({ variable, value }) => [variable, String(value)]);
  return [[variableName(option.option), variableValue(option)]];
}

function headers({ value, option }: ResolvedOption): [name: string, value: unknown][] {
  const isMap = fieldAt(optionNames(option))?.type === "string-map";
  return isMap && typeof value === "object" && value !== null ? headerEntries(value) : [];
}

/** Headers with the variable of each: names that differ in their signs or their case alone get a number. */
function headerVariables(option: ResolvedOption) {
  const used = new Map<string, number>();
  return headers(option).map(([key, value]) => {
    const name = variableName([...option.option, key]).slice("CENTRIFUGO_".length);
    const plain = `CENTRIFUGO_VAR_${name.replaceAll(/[^A-Z0-9_]/g, "_")}`;
    const count = (used.get(plain) ?? 0) + 1;
    used.set(plain, count);
    return { key, value, variable: count === 1 ? plain : `${plain}_${count}` };
  });
}

/** As Centrifugo reads it from a variable: lists by single spaces, PEM without its line breaks. */
function variableValue({ option, value }: ResolvedOption): string {
  if (Array.isArray(value)) {
    return value.every((item) => typeof item === "string") ? value.join(" ") : JSON.stringify(value);
  }
  const text = String(value);
  const isPem = fieldAt(optionNames(option))?.type === "pem" && text.includes("-----BEGIN");
  return isPem ? Buffer.from(text).toString("base64") : text;
}
