import { paint } from "../setup/console.ts";
import type { Command } from "./command.ts";
import type { Entry, Group } from "./commands.ts";
import type { Options } from "./options.ts";

const bold = (text: string): string => paint("bold", text);
const indent = "  ";

/** The help of a group: its commands, one a line. */
export function groupHelp(name: string, group: Group): string {
  const more = `Run ${bold(`${name} COMMAND --help`)} for the options of a command, with examples.`;
  return sections([
    group.summary.endsWith(".") ? group.summary : sentence(group.summary),
    section("Usage", [`${name} COMMAND [OPTIONS]`]),
    section("Commands", table(commandRows(group))),
    section("Options", table([...common, ["--version", "print the version"]])),
    more,
  ]);
}

/** The help of a command: usage, options, examples; with the commands below it, where it is a group too. */
export function commandHelp(name: string, { summary }: Entry, command: Command, group?: Group): string {
  const { options, positional, notes = [], examples } = command;
  // `-` is standard input, which there is once.
  const dots = positional?.multiple === true && positional.name !== "-" ? "…" : "";
  const usage = [
    name,
    ...(positional === undefined ? [] : [`[${positional.name}${dots}]`]),
    "[OPTIONS]",
  ].join(" ");
  const argument =
    positional === undefined ? [] : [section("Argument", table([[positional.name, positional.help]]))];
  const program = name.split(" ")[0];
  return sections([
    sentence(summary),
    section("Usage", group === undefined ? [usage] : [usage, `${name} COMMAND [OPTIONS]`]),
    ...argument,
    ...(group === undefined ? [] : [section("Commands", table(commandRows(group)))]),
    section("Options", table([...optionRows(options), ...common])),
    ...notes,
    section(
      "Examples",
      examples.flatMap(([written, what]) => [`${program} ${written}`, `${indent}${what}`]),
    ),
  ]);
}

type Row = readonly [name: string, text: string];
const common: readonly Row[] = [["--help", "show this help"]];

function optionRows(options: Options): Row[] {
  return Object.entries(options).map(([name, { value, choices, help }]): Row => {
    const shown = value ?? choices?.join("|");
    return [shown === undefined ? `--${name}` : `--${name} ${shown}`, help];
  });
}

/** All commands below a group, by what is written for them, each with what it does. */
function commandRows(group: Group): Row[] {
  return Object.entries(group.commands).flatMap(([name, one]): Row[] => {
    if (!("commands" in one)) return [[name, one.summary]];
    const own: Row[] = one.load === undefined ? [] : [[name, one.summary]];
    return [...own, ...commandRows(one).map(([path, summary]): Row => [`${name} ${path}`, summary])];
  });
}

/** Two columns; a text of several lines stays in its own. */
function table(rows: readonly Row[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.flatMap(([name, text]) =>
    text.split("\n").map((line, index) => `${(index === 0 ? name : "").padEnd(width)}${line}`),
  );
}

function section(title: string, lines: readonly string[]): string {
  return [bold(title), ...lines.map((line) => `${indent}${line}`.trimEnd())].join("\n");
}

function sections(parts: readonly string[]): string {
  return `${parts.join("\n\n")}\n`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
