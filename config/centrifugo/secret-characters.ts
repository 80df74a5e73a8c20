import type { Finding } from "../explain.ts";
import { isEncryptedText } from "./check-options.ts";
import type { Leaf } from "./flatten.ts";
import { secretLeaves, textsIn } from "./secret-leaves.ts";

/** Secrets that Centrifugo could not read back from a quoted line of a `.env` file. */
export function secretCharacters(tree: unknown, encrypted: ReadonlySet<string>): Finding[] {
  return secretLeaves(tree, encrypted)
    .filter((leaf) => !isEncryptedText(leaf.value) && !canBeReadBack(leaf))
    .map(({ path }): Finding => {
      const message =
        "the secret has a line break, `'`, `\\`, a blank in a list or a character that cannot be printed";
      const fix = "Make a new one without these, for example with `openssl rand -hex 32`.";
      const refusal = { code: "secret-characters", message, fix };
      return { path: ["centrifugo", ...path], at: "key", refusal };
    });
}

/** PEM is written without its line breaks, as base64; the items of a list are set apart by single blanks. */
function canBeReadBack({ field, value }: Leaf): boolean {
  if (field.type === "strings" && textsIn(value).some((text) => /\s/.test(text))) return false;
  return textsIn(value).every(
    (text) =>
      (field.type === "pem" && text.includes("-----BEGIN ")) ||
      (/^[\P{Cc}]*$/u.test(text) && !/['\\]/.test(text)),
  );
}
