import { createRequire } from "node:module";

// Few stacks have a regular expression, so the parser is loaded only for those.
const require = createRequire(import.meta.url);

/** Why Go, whose expressions are RE2's, cannot read an expression; undefined when it can. */
export function regularExpressionFault(text: string): string | undefined {
  const { RE2JS }: typeof import("re2js") = require("re2js");
  try {
    RE2JS.compile(text);
    return undefined;
  } catch (error) {
    return error instanceof Error
      ? error.message.replace(/^error parsing regexp: /, "")
      : "it cannot be read";
  }
}
