import type { Stricter } from "./stricter-example.ts";
import { stricterRules } from "./stricter-rules.ts";
import { stricterValues } from "./stricter-values.ts";

/** Everything that we refuse on purpose although `checkconfig` takes it, one example for each code. */
export const stricter: readonly Stricter[] = [...stricterValues, ...stricterRules];
