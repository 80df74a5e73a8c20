import { openSync } from "node:fs";
import { ReadStream } from "node:tty";
import { UserError } from "../../config/user-error.ts";

/**
 * Asks for a secret on the terminal, without showing it. The terminal itself is read: standard input may be
 * the token.
 *
 * @throws UserError with exit code 2 where there is no terminal or nothing is answered.
 */
export async function askSecret(message: string): Promise<string> {
  const { isCancel, password } = await import("@clack/prompts");
  const input = openTerminal();
  try {
    const answer = await password({ message, mask: "", input, output: process.stderr });
    if (isCancel(answer)) throw new UserError("stopped; nothing was checked.", { exitCode: 2 });
    if (answer === undefined || answer === "") throw new UserError("no secret was given.", { exitCode: 2 });
    return answer;
  } finally {
    input.destroy();
  }
}

function openTerminal(): ReadStream {
  try {
    return new ReadStream(openSync("/dev/tty", "r"));
  } catch {
    throw new UserError("--ask-secret needs a terminal to ask on, and there is none.", {
      fix: "set CENTRIFUGO_TOKEN_SECRET, or use --env-file.",
      exitCode: 2,
    });
  }
}
