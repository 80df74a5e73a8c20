import { UserError } from "../../config/user-error.ts";

const mostBytes = 1_048_576;

/**
 * The token on standard input, without the line end that `echo` and Enter put behind it.
 *
 * @throws UserError with exit code 2 when nothing is there.
 */
export async function readStdin(): Promise<string> {
  const { stdin, stderr } = process;
  if (stdin.isTTY === true) stderr.write("Paste the token, then press Enter and Ctrl-D.\n");
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stdin) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > mostBytes) throw nothing("what stands on standard input is larger than any token.");
    chunks.push(part);
  }
  const text = Buffer.concat(chunks)
    .toString("utf8")
    .replace(/\r?\n$/, "");
  if (text.trim() === "") throw nothing("there is no token on standard input.");
  return text;
}

function nothing(message: string): UserError {
  const fix =
    "pipe one in, such as `pbpaste | centrifugo-swarm doctor token`, or fetch one with --token-url.";
  return new UserError(message, { fix, exitCode: 2 });
}
