import { z } from "zod/mini";
import { UserError } from "../../config/user-error.ts";
import { parseJson } from "../../model/parse-json.ts";
import { rulePage } from "../../policies/check-model.ts";
import { rules } from "../../policies/rules/index.ts";

/** Most that is taken: a comment has no room for more, and whoever sends more wants something else. */
const limits = { findings: 200, path: 300, line: 1_000_000 };

const position = z.optional(z.int().check(z.positive(), z.maximum(limits.line)));
const placeSchema = z.object({
  file: z.optional(z.string().check(z.maxLength(limits.path), z.refine(isInside))),
  line: position,
  column: position,
});
const findingSchema = z.object({
  rule: z.string(),
  service: z.string().check(z.regex(/^[\w.-]{0,128}$/)),
  place: placeSchema,
});
const reportSchema = z.object({
  version: z.literal(1),
  services: z.int().check(z.nonnegative(), z.maximum(limits.line)),
  findings: z.array(findingSchema).check(z.maxLength(limits.findings)),
});

/**
 * What `check --format json` said in a fork, as far as it may be shown. The fork's author can write whatever he
 * likes into that file, so no text of his gets through: severity, words and page come from our own rules, and
 * suppressions do not count.
 *
 * @throws UserError for anything that is not such a report.
 */
export function readForeignFindings(json: string) {
  const report = reportSchema.safeParse(parseJson(json)).data;
  if (report === undefined) throw refusal("It is no report of `check --format json`, or too long.");
  const findings = report.findings.map(({ rule: id, service, place }) => {
    const rule = rules.find((one) => one.id === id);
    if (rule === undefined) throw refusal("It names a rule that does not exist.");
    const { severity, title, symptom, fix } = rule;
    const message = `Not so here: ${title}. ${symptom}`;
    const label = service === "" ? "the stack" : `service ${service}`;
    return {
      rule: id,
      severity,
      service,
      message,
      fix,
      page: rulePage(id),
      place: { label, ...place },
      related: [],
    };
  });
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return {
    version: 1,
    counts,
    source: { kind: "program", names: [] },
    services: report.services,
    encrypted: [],
    findings,
    notChecked: [],
    unused: [],
  };
}

/** A path below the repository, in the characters of a path that needs no quoting. */
function isInside(path: string): boolean {
  return /^[\w.][\w./ -]*$/.test(path) && !path.split("/").includes("..");
}

function refusal(message: string): UserError {
  return new UserError(`The findings of the fork are not shown. ${message}`, {
    fix: "look at the log of the fork's own run; its file is not to be trusted.",
  });
}
