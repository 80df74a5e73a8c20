import { isSecretVariable, secretInText } from "./secret-variables.ts";
import type { SpecText } from "./spec-texts.ts";

/** Shorter ones are words such as `none`, and what has a `$` is filled in by a shell later. */
const literal = String.raw`['"]?(?!\$|\{\{|<|\/)[^\s'"$]{8,}`;

const headers = new RegExp(
  String.raw`\b(?:x-api-key:\s*|authorization:\s*(?:apikey|bearer|basic)\s+)${literal}`,
  "i",
);
const query = /[?&]api_key=(?!\$)[^\s&'"$]{8,}/i;
const assignment = new RegExp(String.raw`\bCENTRIFUGO_(\w+)=${literal}`, "g");
const headerLabel = /\.customrequestheaders\.(x-api-key|authorization)$/;
const flag = new RegExp(
  String.raw`^--?[\w.-]*(?:password|passwd|secret|api[-_]?key|access[-_]?token|auth[-_]?token)=${literal}$`,
  "i",
);
const flagAlone = /^--?[\w.-]*(?:password|passwd|secret|api[-_]?key|access[-_]?token|auth[-_]?token)$/i;

/** What kind of credential a text holds by its look; undefined: none. */
export function credentialIn({ text, label, before }: SpecText): string | undefined {
  if (label !== undefined && headerLabel.test(label))
    return text.length >= 8 ? "a header with a key" : undefined;
  if (headers.test(text)) return "a header with a key";
  if (query.test(text)) return "a URL with a key in it";
  if ([...text.matchAll(assignment)].some(([, name = ""]) => isSecretVariable(name)))
    return "a secret of Centrifugo";
  if (label !== undefined) return undefined;
  if (flag.test(text)) return "a flag with a password or key";
  const isValue = before !== undefined && flagAlone.test(before) && new RegExp(`^${literal}$`).test(text);
  return isValue && !/^\d+$/.test(text) ? "the value of a flag for a password or key" : secretInText(text);
}
