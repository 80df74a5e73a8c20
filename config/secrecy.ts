import type { Pair } from "yaml";
import { secretLeaves, textsIn } from "./centrifugo/secret-leaves.ts";
import { parseJson } from "./coerce.ts";
import { nearMatch } from "./near-match.ts";
import { isSecretName, secretNames } from "./secrets.ts";
import type { Span } from "./source-excerpt.ts";
import { configEntries, keyText, type StackFile, yaml } from "./stack-file.ts";

const HIDDEN = "…";

/** True for a setting whose value must not be shown: a secret, a misspelt one, or one that Pulumi encrypts. */
export function isSecretSetting(key: string, encrypted: ReadonlySet<string>): boolean {
  return isSecretName(key) || encrypted.has(key) || /secret|password|token|certificate|key$/i.test(key);
}

/** Values in the stack file that must not be shown: of secret settings, of unknown ones, of other projects. */
export function secretSpans(
  file: StackFile,
  project: string,
  known: readonly string[],
  encrypted: ReadonlySet<string>,
): Span[] {
  const spans: Span[] = [];
  const hide = (node: unknown) => {
    const range = yaml().isNode(node) ? node.range : undefined;
    if (range) spans.push([range[0], range[1]]);
  };
  for (const { key, pair } of configEntries(file, project)) {
    // Of Centrifugo's options only the encrypted ones are hidden, which is done one by one.
    if (key === "centrifugo") continue;
    if (key === undefined || !known.includes(key) || isSecretSetting(key, encrypted)) hide(pair.value);
  }
  yaml().visit(file.document, {
    Pair(_, pair: Pair) {
      if (keyText(pair) !== "secure" && !looksSecret(keyText(pair))) return undefined;
      hide(pair.value);
      return undefined;
    },
  });
  return spans;
}

function looksSecret(key: string): boolean {
  return (
    /password|secret|apikey|privatekey/i.test(key.replaceAll(/[-_]/g, "")) ||
    nearMatch(key, secretNames) !== undefined
  );
}

/** What is known of a configuration that holds secrets. */
export interface SecretValues {
  /** Pulumi's values by key, without the project. */
  readonly values: Readonly<Record<string, string>>;
  readonly encrypted: ReadonlySet<string>;
  /** Options of Centrifugo; undefined: any of them may be a secret. */
  readonly encryptedOptions: ReadonlySet<string> | undefined;
}

/** Where single options of Centrifugo are secrets, by their paths from the top of the stack's settings. */
export function secretPaths({ values, encryptedOptions }: Omit<SecretValues, "encrypted">): PropertyKey[][] {
  if (encryptedOptions === undefined) return [["centrifugo"]];
  return secretLeaves(optionsOf(values), encryptedOptions).map(({ path }) => ["centrifugo", ...path]);
}

function optionsOf(values: SecretValues["values"]): unknown {
  return parseJson(values["centrifugo"] ?? "{}");
}

/** Texts inside secret values, longest first, so that none of them is left in a message by any way. */
export function secretTexts({ values, encrypted, encryptedOptions }: SecretValues): string[] {
  const texts = new Set<string>();
  const options =
    encryptedOptions === undefined
      ? [values["centrifugo"] ?? ""]
      : secretLeaves(optionsOf(values), encryptedOptions).flatMap(({ value }) => textsIn(value));
  // Of options of Centrifugo only some are secrets; the others have to stay readable.
  const settings = Object.entries(values)
    .filter(([key]) => key !== "centrifugo" && isSecretSetting(key, encrypted))
    .map(([, value]) => value);
  for (const value of [...settings, ...options]) {
    for (const text of [value, value.trim(), ...value.split(/[\s"\\,[\]{}]+/)]) {
      // Shorter ones are words like `managed`, and hiding those would hide nothing else.
      if (text.length >= 8) texts.add(text);
    }
  }
  return [...texts].sort((a, b) => b.length - a.length);
}

/** A text without the given secrets. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, HIDDEN), text);
}
