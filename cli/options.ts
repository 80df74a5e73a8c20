import type { parseArgs } from "node:util";

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
  /** May be given more than once. */
  readonly multiple?: boolean;
}

/** What the user wrote, as the options say. */
export type Values<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; strict: true; allowPositionals: true }>
>["values"];
