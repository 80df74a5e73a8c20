import { printUserError, UserError } from "../config/user-error.ts";
import type { ExitCode } from "./command.ts";
import { type Entry, type Group, program } from "./commands.ts";
import { nearest, usageError } from "./usage-error.ts";

const programName = "centrifugo-swarm";

/** Finds the command that the arguments name, and runs it. */
async function start(args: readonly string[]): Promise<ExitCode> {
  if (args[0] === "--version") return await printVersion();
  const { name, found, rest } = await findCommand(args[0] === "help" ? args.slice(1) : args);
  const end = rest.indexOf("--");
  const own = end < 0 ? rest : rest.slice(0, end);
  const wantsHelp = args[0] === "help" || own.includes("--help") || own.includes("-h");
  if ("commands" in found) {
    const { groupHelp } = await import("./help.ts");
    const text = groupHelp(name, found);
    if (wantsHelp) process.stdout.write(text);
    else if (rest[0] === undefined) process.stderr.write(text);
    else
      throw usageError(name, `${rest[0]} stands before the command.`, `write ${name} COMMAND ${rest[0]} …`);
    return wantsHelp ? 0 : 2;
  }
  const { command } = await found.load();
  if (!wantsHelp) return await command.run(rest, name);
  const { commandHelp } = await import("./help.ts");
  process.stdout.write(commandHelp(name, found, command));
  return 0;
}

async function findCommand(args: readonly string[]) {
  let found: Entry | Group = program;
  let name = programName;
  let rest = args;
  while ("commands" in found && rest[0] !== undefined && !rest[0].startsWith("-")) {
    const [word] = rest;
    const known: Group["commands"] = found.commands;
    const next = Object.hasOwn(known, word) ? known[word] : undefined;
    if (next === undefined) {
      const near = await nearest(word, Object.keys(known));
      const fix = near === undefined ? undefined : `did you mean ${name} ${near}?`;
      throw usageError(name, `there is no command ${JSON.stringify(word)} in ${name}.`, fix);
    }
    [found, name, rest] = [next, `${name} ${word}`, rest.slice(1)];
  }
  return { name, found, rest };
}

async function printVersion(): Promise<ExitCode> {
  const { default: about } = await import("../package.json", { with: { type: "json" } });
  process.stdout.write(`${programName} ${about.version}\n`);
  return 0;
}

/** What a clone shows whose packages are older than its source. */
function isMissingPackage(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("Cannot find package");
}

// The reader of a pipe may go before everything is written, as `head` does.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error) => {
    if (!("code" in error) || error.code !== "EPIPE") throw error;
  });
}

try {
  process.exitCode = await start(process.argv.slice(2));
} catch (error) {
  const fix = "install what is locked: sh setup/npm.sh, in the folder of the clone";
  const seen = isMissingPackage(error)
    ? new UserError("An npm package is missing or too old.", { fix, exitCode: 2 })
    : error;
  process.exitCode = printUserError(seen);
}
