import * as z from "zod";
import { fields, toIssue } from "../field.ts";

/**
 * A choice of which some are planned and cannot be deployed yet; those are refused with that word.
 * The parsed value is one of `deployable`.
 */
export function modeField<const Deployable extends string, const Planned extends string>(
  deployable: readonly [Deployable, ...Deployable[]],
  planned: readonly Planned[],
  description: string,
) {
  const all: readonly [Deployable | Planned, ...(Deployable | Planned)[]] = [...deployable, ...planned];
  const choices = deployable.map((mode) => `\`${mode}\``).join(" or ");
  const isDeployable = (mode: Deployable | Planned): mode is Deployable =>
    deployable.some((one) => one === mode);
  return z
    .enum(all)
    .register(fields, { expected: choices, example: deployable[0], words: deployable, description })
    .transform((mode, ctx): Deployable => {
      if (isDeployable(mode)) return mode;
      const fix = `Use ${choices}; a later version of centrifugo-swarm will deploy \`${mode}\`.`;
      ctx.issues.push(
        toIssue({ code: "not-yet-deployable", message: `\`${mode}\` is not yet deployable`, fix }, mode),
      );
      return z.NEVER;
    });
}
