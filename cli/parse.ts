import { parseArgs } from "node:util";
import type { Option, Options, Positional, Values } from "./options.ts";
import { nearest, usageError } from "./usage-error.ts";

interface Taken<O extends Options> {
  readonly options: O;
  readonly positional: Positional | undefined;
  /** The whole name of the command, for errors. */
  readonly name: string;
}

/**
 * Parses the arguments of a command.
 *
 * @throws UserError that names the argument, with the nearest name for a misspelt one.
 */
export async function parseCommandLine<const O extends Options>(
  args: readonly string[],
  taken: Taken<O>,
): Promise<{ values: Values<O>; positionals: readonly string[] }> {
  const { options, positional, name } = taken;
  const common = { args, options, allowPositionals: true } as const;
  // Node's own errors are for programmers, so all that it would refuse is refused before it is asked.
  const { tokens } = parseArgs({ ...common, strict: false, tokens: true });
  const seen = new Set<string>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (option === undefined) throw await unknownOption(token.rawName, Object.keys(options), name);
    const problem = problemWith(option, token, seen.has(token.name));
    if (problem !== undefined) throw usageError(name, `${token.rawName} ${problem}.`);
    seen.add(token.name);
  }
  const most = positional === undefined ? 0 : positional.multiple === true ? Number.POSITIVE_INFINITY : 1;
  const extra = positionals[most];
  if (extra !== undefined) throw usageError(name, `${JSON.stringify(extra)} is one argument too many.`);
  return { values: parseArgs({ ...common, strict: true }).values, positionals };
}

interface OptionToken {
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function problemWith(
  option: Option,
  { value, inlineValue }: OptionToken,
  again: boolean,
): string | undefined {
  if (option.type === "boolean") return value === undefined ? undefined : "takes no value";
  // What looks like the next option is no value, unless it is written with `=`.
  if (value === undefined || value === "" || (inlineValue === false && /^-./.test(value))) {
    return `needs a value${option.value === undefined ? "" : `: ${option.value}`}`;
  }
  if (option.choices !== undefined && !option.choices.includes(value)) {
    return `is one of ${option.choices.join(", ")}, not ${JSON.stringify(value)}`;
  }
  return again && option.multiple !== true ? "can be given once only" : undefined;
}

async function unknownOption(written: string, names: readonly string[], command: string) {
  const near = await nearest(written.replace(/^--?/, ""), [...names, "help"]);
  const message = `there is no option ${written} here.`;
  return usageError(command, message, near === undefined ? undefined : `did you mean --${near}?`);
}
