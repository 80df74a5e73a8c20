/** A suppression that cannot be followed: what is wrong, where, and how to mend it. */
export class SuppressionError extends Error {
  override readonly name = "SuppressionError";
  readonly fix: string;

  constructor(place: string, message: string, fix: string) {
    super(`${place}: ${message}`);
    this.fix = fix;
  }
}
