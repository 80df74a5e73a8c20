import { z } from "zod/mini";
import type { Drifted } from "../doctor/doctor-target.ts";
import { readUrn } from "../model/urn.ts";
import { type PulumiContext, pulumi } from "./pulumi.ts";

const schema = z.object({
  steps: z.optional(
    z.array(
      z.object({
        op: z.string(),
        urn: z.string(),
        detailedDiff: z.nullish(z.record(z.string(), z.unknown())),
        diffReasons: z.nullish(z.array(z.string())),
      }),
    ),
  ),
});

/** Compares what runs with what Pulumi has recorded and would deploy now; changes nothing. */
export async function readDrift(context: PulumiContext): Promise<readonly Drifted[]> {
  const args = ["preview", "--refresh", "--json", "--suppress-progress", "--stack", context.stack];
  const { steps = [] } = schema.parse(JSON.parse(await pulumi(context, args)));
  return steps.flatMap(({ op, urn, detailedDiff, diffReasons }): Drifted[] => {
    const how = words[op];
    if (how === undefined) return [];
    const properties = Object.keys(detailedDiff ?? {}).concat(diffReasons ?? []);
    const which = properties.length === 0 ? "" : ` (${[...new Set(properties)].slice(0, 5).join(", ")})`;
    return [{ what: nameOf(urn), how: `${how}${which}` }];
  });
}

/** Operations that say that something differs; the others repeat one of these. */
const words: Readonly<Record<string, string>> = {
  create: "is gone",
  update: "differs",
  replace: "differs so much that it would be replaced",
  delete: "is no longer wanted",
};

/** `urn:pulumi:dev::project::type$docker:index/service:Service::dev_centrifugo` to `Service dev_centrifugo`. */
function nameOf(urn: string): string {
  const { type, name } = readUrn(urn);
  return `${type.split(":").at(-1)} ${name}`;
}
