import type { Service } from "./model.ts";
import { type ShellCommand, shellCommands } from "./shell-words.ts";
import { clear, known, unknown, type Value } from "./value.ts";

/** `tool`: `redis-cli` and its like; `unknown`: a program that may start a server. */
export type RedisKind = "server" | "sentinel" | "tool" | "unknown";

/** What the command of a Redis service starts. */
export interface RedisProgram {
  readonly kind: RedisKind;
  /** What comes after the name of the program. */
  readonly words: readonly Value<string>[];
  /** False: there may be words that are not known here. */
  readonly complete: boolean;
}

/**
 * Reads the command and the arguments of a service whose image is Redis or Valkey. Their entry point puts
 * `redis-server` before what begins with a dash or ends with `.conf`, and starts it where nothing is given.
 */
export function redisProgram({ command, args }: Service): RedisProgram {
  const all = [...command, ...args];
  const script = isShell(all[0]) ? serverIn(all) : undefined;
  const words = script?.words ?? all;
  const at = words.findIndex((word) => programName.test(clear(word) ?? ""));
  const isImplied = words.length === 0 || /^-|\.conf$/.test(clear(words[0]) ?? "");
  if (at === -1 && !isImplied) {
    const isTool = all.some((word) => toolName.test(clear(word) ?? ""));
    return { kind: isTool ? "tool" : "unknown", words: [], complete: false };
  }
  const rest = words.slice(at + 1);
  const isSentinel =
    /sentinel$/.test(clear(words[at]) ?? "") || rest.some((word) => clear(word) === "--sentinel");
  return {
    kind: isSentinel ? "sentinel" : "server",
    words: rest,
    complete: isComplete(rest) && script?.isPlain !== false,
  };
}

/** A word that is not known may be several, or a flag of its own, unless it follows a flag as its value. */
function isComplete(words: readonly Value<string>[]): boolean {
  return words.every((word, index) => word.state === "known" || /^--/.test(clear(words[index - 1]) ?? ""));
}

const programName = /(^|\/)(redis|valkey)-(server|sentinel)$/;
/** As the program itself, or in a shell's script. */
const toolName = /(^|[\s/;&|(])(redis|valkey)-(cli|benchmark|check-\w+)(\s|$)/;

function isShell(word: Value<string> | undefined): boolean {
  return /(^|\/)(sh|ash|bash|dash)$/.test(clear(word) ?? "");
}

interface Script {
  /** Of the command that starts the server. */
  readonly words: readonly Value<string>[];
  /** False: the script may start several servers, or change settings of a running one. */
  readonly isPlain: boolean;
}

/** Reads `sh -c "…"`; undefined where no command in it starts a server. */
function serverIn(all: readonly Value<string>[]): Script | undefined {
  for (const word of all.slice(1)) {
    const script = clear(word) ?? "";
    const [first, ...others] = shellCommands(script).filter(startsServer);
    if (first === undefined) continue;
    const words = first.map((part) => (part === undefined ? unknown(word.origin) : known(part, word.origin)));
    return { words, isPlain: others.length === 0 && !toolName.test(script) };
  }
  return undefined;
}

function startsServer(command: ShellCommand): boolean {
  return command.some((word) => word !== undefined && programName.test(word));
}
