import { type Difference, differencesOf, isEmpty, valueAt } from "./differences.ts";
import type { Step } from "./read-events.ts";

export type Action = "create" | "update" | "replace" | "delete" | "same";

/** Everything that is planned for one resource. */
export interface ResourceChange {
  readonly action: Action;
  readonly urn: string;
  /** `docker:index/service:Service` */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** Id of what is there now. */
  readonly id: string | undefined;
  /** Properties that cannot be changed in place. */
  readonly replacedFor: readonly string[];
  readonly differences: readonly Difference[];
  /** Inputs; undefined: there is none. */
  readonly before: unknown;
  readonly after: unknown;
  /** Replaced by taking the old one away before there is a new one. */
  readonly deletesFirst: boolean;
  /** Only forgotten: what it stands for stays. */
  readonly retained: boolean;
}

const replacing: ReadonlySet<string> = new Set([
  "replace",
  "create-replacement",
  "delete-replaced",
  "import-replacement",
]);
const actions: Readonly<Record<string, Action>> = {
  create: "create",
  import: "create",
  update: "update",
  delete: "delete",
  same: "same",
};

/** Puts the steps of each resource together, in the order in which the engine came to them. */
export function changesOf(steps: readonly Step[]): readonly ResourceChange[] {
  return [...Map.groupBy(steps, ({ urn }) => urn).values()].flatMap(toChange);
}

function toChange(steps: readonly Step[]): ResourceChange[] {
  const isReplaced = steps.some(({ op }) => replacing.has(op));
  const step = (isReplaced ? steps.find(({ op }) => op === "replace") : undefined) ?? steps[0];
  const action = isReplaced ? "replace" : actions[step?.op ?? ""];
  if (step === undefined || action === undefined || step.type === "pulumi:pulumi:StackReference") return [];
  const { urn, type, name } = step;
  const before = first(steps.map((one) => one.before));
  const after = action === "delete" ? undefined : first(steps.map((one) => one.after));
  return [
    {
      action,
      urn,
      type,
      name,
      id: first(steps.map(({ id }) => id)),
      replacedFor: [...new Set(steps.flatMap(({ keys }) => keys))],
      differences: action === "update" || action === "replace" ? differences(before, after, step) : [],
      before,
      after,
      deletesFirst: position(steps, "delete-replaced") < position(steps, "create-replacement"),
      retained: steps.some(({ retained }) => retained),
    },
  ];
}

/** What the program says otherwise, and what has drifted: there the inputs are equal and the state is not. */
function differences(before: unknown, after: unknown, { paths, recorded }: Step): readonly Difference[] {
  const declared = differencesOf(before, after);
  const drifted = paths.flatMap((path): Difference[] => {
    const [was, becomes] = [valueAt(recorded, path), valueAt(after, path)];
    if (isEmpty(was) && isEmpty(becomes)) return [];
    if (differencesOf(valueAt(before, path), becomes).length > 0) return [];
    return differencesOf(
      was,
      becomes,
      path.split(/[.[\]"]+/).filter((name) => name !== ""),
    );
  });
  return [...declared, ...drifted];
}

function position(steps: readonly Step[], op: string): number {
  const index = steps.findIndex((step) => step.op === op);
  return index === -1 ? Number.POSITIVE_INFINITY : index;
}

function first<T>(values: readonly (T | undefined)[]): T | undefined {
  return values.find((value) => value !== undefined);
}
