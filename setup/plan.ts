import { z } from "zod/mini";
import { UserError } from "../config/user-error.ts";
import { readUrn } from "../model/urn.ts";
import { explainPulumi, type PulumiContext, tryPulumi } from "./pulumi.ts";

const previewSchema = z.object({
  steps: z._default(
    z.array(z.object({ op: z.string(), urn: z.string(), diffReasons: z.nullish(z.array(z.string())) })),
    [],
  ),
  diagnostics: z.nullish(z.array(z.object({ severity: z.string(), message: z.string() }))),
});

/** One thing that `pulumi up` would do. */
export interface Change {
  /** Pulumi's name of the operation: `create`, `update`, `replace`, `delete`, … */
  readonly operation: string;
  /** Kind and name, such as `service dev_redis`. */
  readonly resource: string;
  /** Inputs that differ; empty where the whole resource comes or goes. */
  readonly reasons: readonly string[];
}

/** Operations that leave everything as it is. */
const quiet = new Set(["same", "refresh", "read"]);

/**
 * Compares stack file, state and Swarm, and changes nothing (`pulumi preview --refresh`).
 *
 * @throws UserError with what the program or a rule has against the stack.
 */
export async function planChanges(context: PulumiContext): Promise<readonly Change[]> {
  const args = ["preview", "--refresh", "--json", "--stack", context.stack];
  const result = await tryPulumi(context, args);
  const preview = parsePreview(result.stdout);
  if (result.ok && preview !== undefined) return changesOf(preview.steps);
  const errors = (preview?.diagnostics ?? []).filter(({ severity }) => severity === "error");
  if (errors.length === 0) throw explainPulumi(result, args, context.stack);
  throw new UserError([...new Set(errors.map(({ message }) => plain(message)))].join("\n"));
}

function changesOf(steps: z.output<typeof previewSchema>["steps"]): Change[] {
  return steps
    .filter(({ op }) => !quiet.has(op))
    .map(({ op, urn, diffReasons }) => ({
      operation: op,
      resource: nameOf(urn),
      reasons: op === "create" || op === "delete" ? [] : (diffReasons ?? []),
    }));
}

/** `urn:pulumi:dev::project::Parent$docker:index/service:Service::dev_redis` is `service dev_redis`. */
function nameOf(urn: string): string {
  const { type, name } = readUrn(urn);
  const words = (type.split(":").at(-1) ?? "").replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
  return `${words} ${name}`;
}

/** Lines for people: what goes or changes by name, what comes new as a number when it is much. */
export function planText(changes: readonly Change[]): string[] {
  const created = changes.filter(({ operation }) => operation === "create");
  const shown = created.length > 6 ? changes.filter((change) => !created.includes(change)) : changes;
  return [
    ...(shown.length === changes.length ? [] : [`to create: ${created.length} resources`]),
    ...shown.map(({ operation, resource, reasons }) =>
      reasons.length === 0
        ? `to ${operation}: ${resource}`
        : `to ${operation}: ${resource} (${reasons.join(", ")})`,
    ),
  ];
}

function parsePreview(text: string): z.output<typeof previewSchema> | undefined {
  try {
    return previewSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Without Pulumi's color directives and without the word that we print ourselves. */
function plain(message: string): string {
  return message
    .replaceAll(/<\{%[^%]*%\}>/g, "")
    .replace(/^error: /, "")
    .trim();
}
