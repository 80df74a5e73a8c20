import * as z from "zod";

/** Why a value is refused: a stable code, what is wrong, and how to mend it, one sentence each. */
export interface Refusal {
  code: string;
  /** What was expected, or what is wrong; never quotes the value itself. */
  message: string;
  /** The value, or what it is; said as ", found …" unless the setting is encrypted. */
  found?: string;
  /** May quote the value; an encrypted setting gets a general sentence instead. */
  fix: string;
  /** @default "error" */
  severity?: "error" | "warning";
  /** Page of this repository that says more. */
  page?: string;
}

/** What a person should know about a field that is wrong. */
export interface About {
  /** Completes the sentence "expected …". */
  expected: string;
  /** A value as it is written in the stack file. */
  example: string;
  /** For docs and editors: what the setting does, in one or two sentences. */
  description?: string;
  /** For docs and editors, where the value has one: `seconds`, `tasks`, `bytes (K, M, G)`. */
  unit?: string;
  /** For editors: a regular expression that every accepted text matches. */
  pattern?: string;
  /** For editors: `true` and `false` are taken as well. */
  orBoolean?: boolean;
  /**
   * For docs: the first version of centrifugo-swarm that has the setting.
   *
   * @default 0.1.0
   */
  since?: string;
}

/** What is known about each field, looked up by its schema when an error is explained. */
export const fields = z.registry<About>();

/** A text field; `check` says why a value is refused. */
export function textField(about: About, check: (value: string) => Refusal | undefined): z.ZodString {
  const schema = z.string().check((ctx) => {
    const refusal = check(ctx.value);
    if (refusal !== undefined) ctx.issues.push(toIssue(refusal, ctx.value));
  });
  return schema.register(fields, about);
}

/** A text of one shape; what else to write stands in `fix`. */
export function shapedField(
  about: About,
  shape: RegExp,
  { code, message = `expected ${about.expected}`, fix }: Pick<Refusal, "code" | "fix"> & { message?: string },
): z.ZodString {
  return textField(about, (text) =>
    shape.test(text) ? undefined : { code, message, found: quote(text), fix },
  );
}

/** A whole number between two bounds, both included. */
export function wholeNumber(about: About, min: number, max: number): z.ZodNumber {
  return z.number().int().min(min).max(max).register(fields, about);
}

/** True or false. */
export function flag(example: "true" | "false", description: string): z.ZodBoolean {
  return z.boolean().register(fields, { expected: "true or false", example, description });
}

/** A refusal as zod carries it; `path` is relative to the schema that found it, `at` is the part that is wrong. */
export function toIssue(
  refusal: Refusal,
  input: unknown,
  path: PropertyKey[] = [],
  at: "key" | "value" = "value",
) {
  return { code: "custom" as const, input, message: refusal.message, path, params: { refusal, at } };
}

/** A text in backticks, on one line and cut after 60 characters; an empty one is "nothing". */
export function quote(text: string): string {
  if (text === "") return "nothing";
  const line = JSON.stringify(text.slice(0, 60)).slice(1, -1).replaceAll('\\"', '"');
  return `\`${line}${text.length > 60 ? "…" : ""}\``;
}
