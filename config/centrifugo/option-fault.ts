import type { Refusal } from "../field.ts";

/** What is wrong in Centrifugo's own configuration, and where: `at` a key or its value. */
export interface OptionFault {
  readonly path: readonly PropertyKey[];
  readonly at: "key" | "value";
  readonly refusal: Refusal;
}
