/** An error that a person can act on: printed without a stack trace. */
export class UserError extends Error {
  override readonly name = "UserError";
  /** How to mend it, in one sentence. */
  readonly fix: string | undefined;
  /** 1: something failed. 2: wrong usage or unreadable input. 3: Docker cannot be reached, where that counts apart. */
  readonly exitCode: 1 | 2 | 3;

  constructor(message: string, options: { fix?: string; exitCode?: 1 | 2 | 3; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.fix = options.fix;
    this.exitCode = options.exitCode ?? 1;
  }
}

/** The error as a person reads it: what is wrong and, on a second line, how to mend it. */
export function userErrorText(error: UserError): string {
  return error.fix === undefined ? error.message : `${error.message}\n  fix: ${error.fix}`;
}

/** Prints an error for a person and returns the exit code; anything unexpected keeps its message only. */
export function printUserError(error: unknown, write: (text: string) => void = writeStderr): 1 | 2 | 3 {
  if (error instanceof UserError) {
    write(`error: ${userErrorText(error)}\n`);
    return error.exitCode;
  }
  const message = error instanceof Error ? error.message : String(error);
  write(
    `error: ${message}\n  fix: this is a fault of centrifugo-swarm; run again with CENTRIFUGO_SWARM_DEBUG=1 for the stack trace.\n`,
  );
  if (process.env["CENTRIFUGO_SWARM_DEBUG"] === "1" && error instanceof Error) write(`${error.stack}\n`);
  return 1;
}

function writeStderr(text: string): void {
  process.stderr.write(text);
}
