import type * as z from "zod";
import { describeValue } from "./centrifugo/describe-value.ts";
import { quote, type Refusal } from "./field.ts";
import { missingSecret } from "./missing-secret.ts";
import { nearMatch } from "./near-match.ts";
import { aboutField, knownKeys, schemaAt } from "./schema-walk.ts";
import { isSecretName } from "./secrets.ts";

/** A refusal with the setting that it is about. */
export interface Finding {
  path: PropertyKey[];
  /** Which part of the setting is wrong; `parent` when the setting is not there. */
  at: "key" | "value" | "parent";
  refusal: Refusal;
}

/** Says for a person what zod found in `input`. */
export function explain(issue: z.core.$ZodIssue, schema: z.core.$ZodType, input: unknown): Finding[] {
  const { path } = issue;
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(schemaAt(schema, path));
    return issue.keys.map((key) => ({
      path: [...path, key],
      at: "key",
      refusal: unknownKey(key, path, known),
    }));
  }
  if (issue.code === "invalid_key") {
    const name = String(path.at(-1));
    return [{ path, at: "key", refusal: path[0] === "dnsCredentials" ? badVariable() : badName(name) }];
  }
  if (issue.code === "custom") {
    const refusal: Refusal | undefined = issue.params?.["refusal"];
    return [
      {
        path,
        at: issue.params?.["at"] === "key" ? "key" : "value",
        refusal: refusal ?? { code: "invalid", message: issue.message, fix: "Change it." },
      },
    ];
  }
  const value = valueAt(input, path);
  if (value === undefined) return [{ path, at: "parent", refusal: missing(schema, path) }];
  return [{ path, at: "value", refusal: wrongValue(issue, schema, value) }];
}

function unknownKey(key: string, path: readonly PropertyKey[], known: readonly string[]): Refusal {
  const code = "unknown-key";
  const message = `there is no setting ${quote(key)}${path.length === 0 ? "" : " here"}`;
  const [head = ""] = key.split(/[.[]/);
  if (path.length === 0 && head !== key && known.includes(head)) {
    return {
      code,
      message,
      fix: `Remove it, and set it with \`pulumi config set --path ${quote(key).slice(1, -1)}\`.`,
    };
  }
  const near = nearMatch(key, known);
  if (near !== undefined) return { code, message, fix: `Did you mean \`${near}\`?` };
  return { code, message, fix: `Remove it; these are known here: ${list(known)}.` };
}

function badName(name: string): Refusal {
  const fix = "Rename it here and in the channels that use it, for example `org`.";
  const message = "expected a namespace name of two or more ASCII letters, digits, `-` and `_`";
  return { code: "invalid-namespace-name", message, found: quote(name), fix };
}

/** Says nothing of the name: whoever mixes the two up has a secret there. */
function badVariable(): Refusal {
  return {
    code: "invalid-variable-name",
    message: "expected the name of a variable of the DNS provider in capitals, without `_FILE`",
    fix: "Take it from the provider's page in Traefik's list, for example `CF_DNS_API_TOKEN`.",
  };
}

function missing(schema: z.core.$ZodType, path: readonly PropertyKey[]): Refusal {
  const key = String(path.at(-1));
  if (path.length === 1 && isSecretName(key)) {
    return missingSecret(key);
  }
  const about = aboutField(schemaAt(schema, path));
  const written = path.length === 1 ? `centrifugo-swarm:${key}` : key;
  const message = `it is not set; expected ${about?.expected ?? "a value"}`;
  return { code: "missing", message, fix: `Add \`${written}: ${about?.example ?? "…"}\`.` };
}

function wrongValue(issue: z.core.$ZodIssue, schema: z.core.$ZodType, value: unknown): Refusal {
  const about = aboutField(schemaAt(schema, issue.path));
  const message = `expected ${about?.expected ?? "another value"}`;
  const key = issue.path.at(-1);
  const fix = `Write for example \`${typeof key === "number" ? "- " : `${String(key)}: `}${about?.example ?? "…"}\`.`;
  const found = describeValue(value);
  if (issue.code === "invalid_value" && typeof value === "string") {
    const near = nearMatch(value, issue.values.map(String));
    return {
      code: "unknown-value",
      message,
      found,
      fix: near === undefined ? fix : `Did you mean \`${near}\`?`,
    };
  }
  const code = issue.code === "too_small" || issue.code === "too_big" ? "out-of-range" : "wrong-type";
  return { code, message, found, fix };
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
