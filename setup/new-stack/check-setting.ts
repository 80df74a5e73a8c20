import { coerce } from "../../config/coerce.ts";
import { explain } from "../../config/explain.ts";
import { reportFindings } from "../../config/report-findings.ts";
import { childSchema } from "../../config/schema-walk.ts";
import { stackConfigSchema } from "../../config/stack-config.ts";
import type { Problem } from "./question.ts";

/**
 * What the schema of the stack file says against one setting, in its own words; whatever else is wrong or
 * missing does not count.
 */
export function settingProblem(
  settings: Readonly<Record<string, unknown>>,
  path: readonly PropertyKey[],
): Problem | undefined {
  const input = Object.fromEntries(
    Object.entries(settings).map(([key, value]): [string, unknown] => {
      const schema = childSchema(stackConfigSchema, key);
      return [key, schema === undefined ? value : coerce(schema, value)];
    }),
  );
  const found = (stackConfigSchema.safeParse(input).error?.issues ?? [])
    .flatMap((issue) => explain(issue, stackConfigSchema, input))
    .filter((finding) => path.every((key, index) => finding.path[index] === key));
  const [issue] = reportFindings(found.slice(0, 1), nowhere);
  return issue === undefined ? undefined : { message: issue.message, fix: issue.fix };
}

/** A setting that stands in no file yet. */
const nowhere = {
  project: "",
  file: undefined,
  fileName: "",
  values: {},
  encrypted: new Set<string>(),
  encryptedOptions: new Set<string>(),
  knownKeys: [],
} satisfies Parameters<typeof reportFindings>[1];
