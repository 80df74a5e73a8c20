import { hideSecrets } from "../../config/secrecy.ts";
import { pulumiTypes } from "../../model/pulumi-types.ts";
import { textAt } from "../../model/swarm/json.ts";
import { hideWords, isSecretive } from "../hidden-spans.ts";
import type { PreviewEvents } from "./read-events.ts";

/** Takes everything out of a text that is a secret or may be one. */
export type Clean = (text: string) => string;

/** Names of variables in which a CI keeps secrets. */
const secretVariable = /(?:TOKEN|PASSWORD|PASSPHRASE|SECRET|API_?KEY|PRIVATE_KEY)$/i;

/**
 * Makes the filter for texts of an engine, a policy or a compiler. Three nets, since none is enough: what is known
 * to be a secret (in the environment, or in events that somebody asked for in clear), what stands behind the name
 * of one, and what looks like none of the words that people write.
 */
export function secretFilter(events: PreviewEvents, environment: NodeJS.ProcessEnv): Clean {
  const known = [...secretsIn(events), ...secretsOf(environment)]
    .filter((text) => text.length >= 6)
    .sort((a, b) => b.length - a.length);
  return (text) =>
    withoutColour(hideSecrets(text, known))
      .split("\n")
      .map((line) => hideWords(withoutAssigned(line)))
      .join("\n");
}

/** Empty unless the preview ran with `--show-secrets`. */
function secretsIn({ steps, config }: PreviewEvents): string[] {
  const data = steps
    .filter(({ type }) => type === pulumiTypes.secret)
    .flatMap(({ before, after }) => [textAt(before, "data"), textAt(after, "data")])
    .flatMap((text) => (text === undefined || text === "[secret]" ? [] : [text, fromBase64(text)]));
  const settings = [...config].filter(([name, value]) => isSecretive(name) && value !== "[secret]");
  return [...data.flatMap(piecesOf), ...settings.flatMap(([, value]) => piecesOf(value))];
}

function secretsOf(environment: NodeJS.ProcessEnv): string[] {
  return Object.entries(environment).flatMap(([name, value]) =>
    secretVariable.test(name) && value !== undefined ? [value, value.trim()] : [],
  );
}

/** A file of secrets is one secret a line, each behind its name. */
function piecesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim());
  const values = lines.map((line) => line.replace(/^[\w.-]+\s*[=:]\s*/, "").replaceAll(/^['"]|['"]$/g, ""));
  return [text, ...lines, ...values];
}

function fromBase64(text: string): string {
  return Buffer.from(text, "base64").toString("utf8");
}

/** Forms in which a value stands behind its name: everything before the value, and the value. */
const assignments = [
  // In a program or a settings file, with or without a type: `const apiKey: string = "…"`, `"apiKey": "…"`.
  /([\w.-]+["'`]?\s*(?::\s*[\w<>[\]|. ]+?\s*=|=>?|:)\s*)(["'`](?:[^"'`]*["'`]|.*$))/g,
  // In an environment or an address.
  /([\w.-]+=)([^\s"'`,;&)}\]]+)/g,
  // In YAML. In prose more words follow.
  /([\w.-]+:\s+)([^\s"'`,;)}\]]+)(?=\s*(?:[,;)}\]]|$))/g,
  // On a command line.
  /(--?[\w.-]+\s+)([^\s"'`,;)}\]-][^\s"'`,;)}\]]*)/g,
] as const;

function withoutAssigned(line: string): string {
  return assignments.reduce(
    (text, form) =>
      text.replaceAll(form, (found, start: string) => {
        const name = /[\w.-]+/.exec(start)?.[0] ?? "";
        return isSecretive(name) || isSecretive(name.replace(/^-+/, "")) ? `${start}…` : found;
      }),
    line,
  );
}

/** Control sequences, and the marks that Pulumi turns into them. */
function withoutColour(text: string): string {
  return text
    .replaceAll(/\p{Cc}\[[0-9;?]*[A-Za-z]/gu, "")
    .replaceAll(/<\{%[^%]*%\}>/g, "")
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/(?![\n\t])[\p{Cc}\p{Cf}]/gu, " ");
}
