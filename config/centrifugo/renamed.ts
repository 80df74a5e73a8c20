import type { Refusal } from "../field.ts";
import { fieldAt } from "../tables/centrifugo.ts";
import { formerValue, renamedEntryOption, renamedKey, renamedNamespaceOption } from "../tables/renames.ts";

/** What became of a key that v2 to v5 of Centrifugo had; undefined: they had none of that name. */
export function renamedTo(written: string, names: readonly string[]): Refusal | undefined {
  // Names of variables are pasted as they are, and so are keys with dots.
  const key = /^CENTRIFUGO_[A-Z0-9_]+$/.test(written) ? written.slice(11).toLowerCase() : written;
  if (key.includes(".") && fieldAt(key.split(".")) !== undefined) {
    const fix = `Write \`${inYaml(key)}\` under \`centrifugo:\`.`;
    return { code: "unknown-key", message: "keys are nested, not joined by dots", fix };
  }
  const inEntry = renamedEntryOption(names.join("."), key);
  const older = inEntry ?? (isChannel(names) ? renamedNamespaceOption(key) : undefined) ?? renamedKey(key);
  if (older === undefined) return undefined;
  const { last, v6, instead } = older;
  if (v6 === undefined) {
    const fix = instead === undefined ? "Remove it." : `Remove it: ${instead}.`;
    return { code: "removed-option", message: `it is a name of v${last}, and nothing took its place`, fix };
  }
  const message = `it is a name of v${last} and was renamed to \`${v6}\` in v6`;
  const isHere = inEntry !== undefined || (isChannel(names) && fieldAt([...names, v6]) !== undefined);
  const place = isHere ? "here" : "under `centrifugo:`";
  const also = instead === undefined ? "" : ` (${instead})`;
  return { code: "renamed-option", message, fix: `Write \`${inYaml(v6)}\` ${place}${also}.` };
}

/** What to write for a value of v5 where v6 has a section, such as `engine: redis`; undefined: it had none. */
export function nowSection(names: readonly string[]): Refusal | undefined {
  const [section = ""] = names;
  const v6 = names.length === 1 ? formerValue(section) : undefined;
  if (v6 === undefined) return undefined;
  const message = `in v5 this was a value; in v6 \`${section}\` is a section, and the value is \`${v6}\``;
  const also = section === "broker" ? ", and `enabled: true` beside it" : "";
  return { code: "renamed-option", message, fix: `Write \`${inYaml(v6)}\`${also}.` };
}

function isChannel([first, second]: readonly string[]): boolean {
  return first === "channel" && (second === "namespaces" || second === "without_namespace");
}

/** `client.token.hmac_secret_key` as it is written in one line of YAML. */
function inYaml(key: string): string {
  const keys = key.split(".");
  return `${keys.join(": { ")}: …${" }".repeat(keys.length - 1)}`;
}
