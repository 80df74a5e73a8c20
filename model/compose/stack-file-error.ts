/** Input that cannot be read: what is wrong, where, and how to mend it; never a value. */
export class StackFileError extends Error {
  override readonly name = "StackFileError";
  readonly file: string;
  /** 1-based; undefined: the file as a whole. */
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly fix: string;

  constructor(about: StackFileFault) {
    super(about.message);
    this.file = about.file;
    this.line = about.line;
    this.column = about.column;
    this.fix = about.fix;
  }
}

/** What a `StackFileError` is made of. */
export interface StackFileFault {
  readonly message: string;
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly fix: string;
}
