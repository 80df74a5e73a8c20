import { parseJson } from "../../model/parse-json.ts";
import { part, textAt, textsAt } from "../../model/swarm/json.ts";
import { readUrn } from "../../model/urn.ts";

/** What the engine plans for one resource, as far as it has said so. */
export interface Step {
  /** `create`, `update`, `replace`, `create-replacement`, `delete-replaced`, `delete`, `same`, … */
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** Id of what is there now. */
  readonly id: string | undefined;
  /** Properties that make it a replacement. */
  readonly keys: readonly string[];
  /** Paths that the provider calls changed; it also names some whose value is empty before and after. */
  readonly paths: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
  /** What the state holds of it beside its inputs. */
  readonly recorded: unknown;
  /** It is forgotten, and stays where it is. */
  readonly retained: boolean;
}

/** What a policy has said. */
export interface PolicyEvent {
  readonly policy: string;
  readonly pack: string;
  readonly mandatory: boolean;
  /** Logical name of the resource; empty: the stack as a whole. */
  readonly resource: string;
  readonly message: string;
}

export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly message: string;
}

/** What a preview, or an update, has told; nothing of it is fit to be shown as it is. */
export interface PreviewEvents {
  readonly project: string | undefined;
  readonly stack: string | undefined;
  /** Settings, by name with the project; encrypted ones are `[secret]` unless somebody asked for them. */
  readonly config: ReadonlyMap<string, string>;
  readonly steps: readonly Step[];
  readonly policies: readonly PolicyEvent[];
  readonly diagnostics: readonly Diagnostic[];
  /** Lines that are no event: errors that Pulumi printed among them. */
  readonly rest: string;
  /** `cut`: events end before the engine said how it went. `empty`: there is no event at all. */
  readonly result: "succeeded" | "failed" | "cut" | "empty";
}

/**
 * Reads the engine's events, one a line: what `pulumi preview --json` prints with
 * `PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true`, `pulumi up --json`, or a file of `--event-log`. Lines that are
 * no event are passed over, and the stream may end anywhere.
 */
export function readEvents(text: string): PreviewEvents {
  const lines = text.split("\n").map((line) => ({ line, event: parseLine(line) }));
  const events = lines.flatMap(({ event }) => (event === undefined ? [] : [event]));
  const steps = events.flatMap((event) => readStep(part(event, "resourcePreEvent", "metadata")));
  const policies = events.flatMap((event) => readPolicy(part(event, "policyEvent")));
  const diagnostics = events.flatMap((event) => readDiagnostic(part(event, "diagnosticEvent")));
  const summary = events.map((event) => part(event, "summaryEvent")).find((one) => one !== undefined);
  const config = events.map((event) => part(event, "preludeEvent", "config")).find(isObject) ?? {};
  const first = steps[0] === undefined ? undefined : readUrn(steps[0].urn);
  const failed =
    textAt(summary, "result") === "failed" ||
    diagnostics.some(({ severity }) => severity === "error") ||
    policies.some(({ mandatory }) => mandatory);
  return {
    project: first?.project || undefined,
    stack: first?.stack || undefined,
    config: new Map(
      Object.entries(config).flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : [])),
    ),
    steps,
    policies,
    diagnostics,
    rest: lines
      .flatMap(({ line, event }) => (event === undefined && !line.startsWith("{") ? [line] : []))
      .join("\n"),
    result: failed ? "failed" : summary !== undefined ? "succeeded" : events.length === 0 ? "empty" : "cut",
  };
}

/** True for what `pulumi preview --json` prints without the variable: one object, and no policy in it. */
export function isSummaryOnly(text: string): boolean {
  return /^\s*\{\s*\n?\s*"(?:config|steps|diagnostics)"\s*:/.test(text);
}

function parseLine(line: string): object | undefined {
  if (!line.startsWith("{")) return undefined;
  const event = parseJson(line);
  return isObject(event) && ("sequence" in event || "timestamp" in event) ? event : undefined;
}

function readStep(metadata: unknown): Step[] {
  const [op, urn, type] = [textAt(metadata, "op"), textAt(metadata, "urn"), textAt(metadata, "type")];
  if (op === undefined || urn === undefined || type === undefined) return [];
  const detailed = part(metadata, "detailedDiff");
  return [
    {
      op,
      urn,
      type,
      name: readUrn(urn).name,
      id: textAt(metadata, "old", "id"),
      keys: textsAt(metadata, "keys"),
      paths: isObject(detailed) ? Object.keys(detailed) : textsAt(metadata, "diffs"),
      before: part(metadata, "old", "inputs"),
      after: part(metadata, "new", "inputs"),
      recorded: part(metadata, "old", "outputs"),
      retained: part(metadata, "old", "retainOnDelete") === true,
    },
  ];
}

function readPolicy(event: unknown): PolicyEvent[] {
  const policy = textAt(event, "policyName");
  if (policy === undefined) return [];
  const { type, name } = readUrn(textAt(event, "resourceUrn") ?? "");
  return [
    {
      policy,
      pack: textAt(event, "policyPackName") ?? "",
      mandatory: textAt(event, "enforcementLevel") === "mandatory",
      resource: type === "pulumi:pulumi:Stack" ? "" : name,
      message: textAt(event, "message") ?? "",
    },
  ];
}

/** Of the others, those for debugging quote every request. */
function readDiagnostic(event: unknown): Diagnostic[] {
  const severity = textAt(event, "severity");
  const message = textAt(event, "message");
  if (message === undefined || (severity !== "error" && severity !== "warning")) return [];
  return [{ severity, message }];
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
