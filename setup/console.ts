/** Prints one line of progress. */
export type Report = (line: string) => void;

type Style = "bold" | "dim" | "green" | "yellow" | "cyan";

const codes: Record<Style, string> = { bold: "1", dim: "2", green: "32", yellow: "33", cyan: "36" };

/** Wraps text in a color where the stream is a terminal and NO_COLOR is not set (no-color.org). */
export function paint(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return hasColors(stream) ? `\u001b[${codes[style]}m${text}\u001b[0m` : text;
}

/** True where colors are wanted: on a terminal, and NO_COLOR is not set. */
export function hasColors(stream: NodeJS.WriteStream): boolean {
  const noColor = process.env["NO_COLOR"];
  return stream.isTTY === true && (noColor === undefined || noColor === "") && process.env["TERM"] !== "dumb";
}

/** A reporter for progress; it never throws when the reader of the pipe has gone. */
export function reportTo(stream: NodeJS.WriteStream): Report {
  return (line) => {
    stream.write(`${paint("cyan", "·", stream)} ${line}\n`);
  };
}

/** True when a person sits in front of the program and can answer a question. */
export function isInteractive(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Asks once; anything but yes is no. */
export async function confirm(question: string): Promise<boolean> {
  const { createInterface } = await import("node:readline/promises");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
