import { printUserError, UserError } from "../config/user-error.ts";
import type { ExitCode } from "./command.ts";
import { program } from "./commands.ts";
import { findCommand } from "./find-command.ts";
import { usageError } from "./usage-error.ts";

const programName = "centrifugo-swarm";

/** Finds the command that the arguments name, and runs it. */
async function start(args: readonly string[]): Promise<ExitCode> {
  if (args[0] === "--version") return await printVersion();
  const found = await findCommand(program, programName, args[0] === "help" ? args.slice(1) : args);
  const { name, rest, entry, group } = found;
  const end = rest.indexOf("--");
  const own = end < 0 ? rest : rest.slice(0, end);
  const wantsHelp = args[0] === "help" || own.includes("--help") || own.includes("-h");
  if (entry === undefined) {
    const { groupHelp } = await import("./help.ts");
    const text = groupHelp(name, group);
    if (wantsHelp) process.stdout.write(text);
    else if (rest[0] === undefined) process.stderr.write(text);
    else
      throw usageError(name, `${rest[0]} stands before the command.`, `write ${name} COMMAND ${rest[0]} …`);
    return wantsHelp ? 0 : 2;
  }
  const { command } = await entry.load();
  if (!wantsHelp) return await command.run(rest, name);
  const { commandHelp } = await import("./help.ts");
  process.stdout.write(commandHelp(name, entry, command, group));
  return 0;
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
