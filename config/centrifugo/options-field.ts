import * as z from "zod";
import { fields, toIssue } from "../field.ts";
import type { CentrifugoOptions } from "../tables/centrifugo-options.ts";
import { checkOptions } from "./check-options.ts";

/** `centrifugo:` in the stack file: Centrifugo's own options, as they would stand in its `config.json`. */
export const centrifugoField = z
  .custom<CentrifugoOptions>()
  .register(fields, {
    expected: "options of Centrifugo",
    example: "{ log: { level: info } }",
    description:
      "Centrifugo's own options, as they would stand in its `config.json`. They win where the other settings leave a choice; what contradicts one of those, or what this deployment needs, is an error.",
  })
  .check((ctx) => {
    for (const { path, at, refusal } of checkOptions(ctx.value)) {
      ctx.issues.push(toIssue(refusal, ctx.value, [...path], at));
    }
  });
