/** The part of JSON Schema (draft 7, which editors know best) that this folder writes. */
export interface Schema {
  readonly $schema?: string;
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  /** What editors say in place of the pattern. */
  readonly patternErrorMessage?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly description?: string;
  /** The same as `description`, and what is accepted; editors show it in its place. */
  readonly markdownDescription?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  /** For the page of settings: what is accepted, in words. */
  readonly "x-expected"?: string;
  readonly "x-unit"?: string;
  /** For the stack file's schema: true and false are taken as well. */
  readonly "x-or-boolean"?: boolean;
  /** The first version of centrifugo-swarm that has the setting. */
  readonly "x-since"?: string;
}

/** Keywords that describe and do not check. */
const annotationKeys = [
  "description",
  "markdownDescription",
  "default",
  "examples",
  "x-expected",
  "x-unit",
  "x-or-boolean",
  "x-since",
] as const;

/** A schema in two: what describes the value, and what checks it. */
export function splitAnnotations(schema: Schema): { annotations: Schema; checks: Schema } {
  const isAnnotation = ([key]: [string, unknown]) => annotationKeys.some((known) => known === key);
  const entries = Object.entries(schema);
  return {
    annotations: Object.fromEntries(entries.filter(isAnnotation)),
    checks: Object.fromEntries(entries.filter((entry) => !isAnnotation(entry))),
  };
}
