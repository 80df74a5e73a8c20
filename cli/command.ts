import type { Options, Positional, Values } from "./options.ts";
import { parseCommandLine } from "./parse.ts";

/** 0: done, nothing is wrong. 1: something is wrong. 2: wrong usage or unreadable input. 3: Docker cannot be reached. */
export type ExitCode = 0 | 1 | 2 | 3;

interface Help {
  readonly options: Options;
  /** At most one unless it says more, and never required. */
  readonly positional?: Positional;
  /** Paragraphs between the options and the examples. */
  readonly notes?: readonly string[];
  /** Commands without the program's name, each with what it does. */
  readonly examples: readonly (readonly [command: string, what: string])[];
}

export interface CommandDefinition<O extends Options> extends Help {
  readonly options: O;
  readonly run: (
    values: Values<O>,
    positional: string | undefined,
    positionals: readonly string[],
  ) => Promise<ExitCode>;
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
      const { values, positionals } = parsed;
      return run(values, positionals[0], positionals);
    },
  };
}
