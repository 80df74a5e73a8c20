import type { parseArgs } from "node:util";
import { parseCommandLine } from "./parse.ts";

/** 0: done, nothing is wrong. 1: something is wrong. 2: wrong usage or unreadable input. */
export type ExitCode = 0 | 1 | 2;

/** One option: how `node:util` parses it, and what the help says. */
export interface Option {
  readonly type: "string" | "boolean";
  /** May be given more than once. */
  readonly multiple?: boolean;
  /** Stands for the value in the help, such as `NAME`. */
  readonly value?: string;
  /** The only values that are taken. */
  readonly choices?: readonly string[];
  readonly help: string;
}
export type Options = Readonly<Record<string, Option>>;

/** What stands behind a command without a name. */
export interface Positional {
  /** As the help shows it, such as `OPTION`. */
  readonly name: string;
  readonly help: string;
}

/** What the user wrote, as the options say. */
export type Values<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; strict: true; allowPositionals: true }>
>["values"];

interface Help {
  readonly options: Options;
  /** At most one, and never required. */
  readonly positional?: Positional;
  /** Paragraphs between the options and the examples. */
  readonly notes?: readonly string[];
  /** Commands without the program's name, each with what it does. */
  readonly examples: readonly (readonly [command: string, what: string])[];
}

export interface CommandDefinition<O extends Options> extends Help {
  readonly options: O;
  readonly run: (values: Values<O>, positional: string | undefined) => Promise<ExitCode>;
}

/** A command as the program calls it. */
export interface Command extends Help {
  /** @throws UserError for arguments that the command does not take. */
  readonly run: (args: readonly string[], name: string) => Promise<ExitCode>;
}

/** Makes a command from its options and what it does with them. */
export function defineCommand<const O extends Options>(definition: CommandDefinition<O>): Command {
  const { options, positional, run, ...help } = definition;
  return {
    ...help,
    options,
    ...(positional === undefined ? {} : { positional }),
    run: async (args, name) => {
      const parsed = await parseCommandLine(args, { options, positional, name });
      return run(parsed.values, parsed.positional);
    },
  };
}
