import { clearSecrets } from "./centrifugo/clear-secrets.ts";
import { coerceOptions } from "./centrifugo/coerce-options.ts";
import { conflictFindings } from "./centrifugo/conflicts.ts";
import { secretCharacters } from "./centrifugo/secret-characters.ts";
import { coerce, parseJson } from "./coerce.ts";
import { explain, type Finding } from "./explain.ts";
import { nearMatch } from "./near-match.ts";
import { redisModeFindings } from "./redis-mode.ts";
import { childSchema } from "./schema-walk.ts";
import { isSecretName } from "./secrets.ts";
import { type StackConfig, stackConfigSchema } from "./stack-config.ts";
import { projectKey } from "./stack-file.ts";
import { tidy } from "./tidy-findings.ts";
import { traefikModeFindings } from "./traefik-mode.ts";

/** What Pulumi knows about the configuration of a stack. */
export interface Values {
  project: string;
  /** `project:key` to text, objects as JSON; settings of other projects and providers are left alone. */
  values: Readonly<Record<string, string>>;
  /** The keys of `values` that Pulumi encrypts; undefined when that is not known. */
  secretKeys: readonly string[] | undefined;
  /**
   * Options of Centrifugo that the stack file holds encrypted, asked for only where `centrifugo` is among the
   * secret keys; undefined: the file does not tell.
   */
  encryptedOptions: () => ReadonlySet<string> | undefined;
}

/** A configuration taken apart. */
export interface Inspection {
  /** Undefined when it cannot be deployed. */
  config: StackConfig | undefined;
  findings: Finding[];
  /** The settings as the schema sees them, whether right or wrong. */
  input: Record<string, unknown>;
  /** Options of Centrifugo that are encrypted, by their keys; undefined: any of them may be. */
  encryptedOptions: ReadonlySet<string> | undefined;
  /** The values of this project, by key. */
  own: Record<string, string>;
  /** Keys of this project that Pulumi encrypts. */
  encrypted: ReadonlySet<string>;
}

/** Checks a configuration; what it finds has no places yet. */
export function inspect({ project, values, secretKeys, encryptedOptions }: Values): Inspection {
  const own = Object.fromEntries(ownEntries(values, project));
  const encrypted = new Set((secretKeys ?? []).flatMap((key) => projectKey(key, project) ?? []));
  const input = Object.fromEntries(Object.entries(own).map(([key, text]) => [key, coerceSetting(key, text)]));
  const parsed = stackConfigSchema.safeParse(input);
  const stated = new Set(Object.keys(own));
  const hidden = encrypted.has("centrifugo") ? encryptedOptions() : new Set<string>();
  const config = parsed.data && { ...parsed.data, stated, encryptedOptions: hidden ?? new Set<string>() };
  const findings = [
    ...foreignKeys(values, project),
    ...(secretKeys === undefined ? [] : plainSecrets(own, encrypted)),
    ...clearSecrets(input["centrifugo"], hidden, secretKeys !== undefined),
    ...secretCharacters(input["centrifugo"], hidden ?? new Set()),
    ...(config === undefined ? [] : conflictFindings(config)),
    ...prototypeName(input["namespaces"]),
    ...redisModeFindings(input),
    ...(parsed.error?.issues ?? []).flatMap((issue) => explain(issue, stackConfigSchema, input)),
    ...traefikModeFindings(input),
  ];
  return {
    config: findings.length === 0 ? config : undefined,
    findings: tidy(findings),
    input,
    encryptedOptions: hidden,
    own,
    encrypted,
  };
}

function ownEntries(values: Readonly<Record<string, string>>, project: string): [string, string][] {
  return Object.entries(values).flatMap(([written, text]): [string, string][] => {
    const key = written.includes(":") ? projectKey(written, project) : undefined;
    return key === undefined ? [] : [[key, text]];
  });
}

function coerceSetting(key: string, text: string): unknown {
  if (key === "centrifugo") return coerceOptions(parseJson(text));
  const schema = childSchema(stackConfigSchema, key);
  return schema === undefined ? text : coerce(schema, text, true);
}

/** JavaScript's own name for a prototype: zod passes over it, and Centrifugo would never see that namespace. */
function prototypeName(namespaces: unknown): Finding[] {
  const name = "__proto__";
  if (typeof namespaces !== "object" || namespaces === null || !Object.hasOwn(namespaces, name)) return [];
  const refusal = {
    code: "invalid-namespace-name",
    message: `\`${name}\` cannot name a namespace`,
    fix: "Rename it.",
  };
  return [{ path: ["namespaces", name], at: "key", refusal }];
}

/** Pulumi hands out settings of any name space without a word, so a misspelt project name would be lost. */
function foreignKeys(values: Readonly<Record<string, string>>, project: string): Finding[] {
  return Object.keys(values).flatMap((written): Finding[] => {
    const [namespace = "", name = ""] = written.split(/:(.*)/s);
    if (namespace === project || nearMatch(namespace, [project]) === undefined) return [];
    const message = `\`${namespace}\` is not the name of this project`;
    const fix = `Did you mean \`${project}:${name}\`?`;
    return [{ path: [written], at: "key", refusal: { code: "unknown-project", message, fix } }];
  });
}

/** Secrets that stand in the stack file for everybody to read. */
function plainSecrets(own: Readonly<Record<string, string>>, encrypted: ReadonlySet<string>): Finding[] {
  return Object.keys(own)
    .filter((key) => isSecretName(key) && !encrypted.has(key))
    .map((key): Finding => {
      const fix = `Make a new one and encrypt it: \`pulumi config set --secret ${key}\`; this one may be in Git already.`;
      return {
        path: [key],
        at: "key",
        refusal: { code: "plain-secret", message: "it is not encrypted", fix },
      };
    });
}
