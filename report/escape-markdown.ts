/**
 * A text of ours in which a user's words stand, for a cell of a table: code stays code, and nothing else becomes
 * markup, a link, an issue or a mention.
 */
export function escapeMarkdown(text: string): string {
  return text
    .split(/(?<!`)(`(?!`)[^`\n]+`|``(?!`)[^\n]*?[^`\n]``)(?!`)/)
    .map((part, index) =>
      index % 2 === 1 ? codeSpan(part.replace(/^`+/, "").replace(/`+$/, "")) : prose(part),
    )
    .join("");
}

/** Code, whatever is in it. */
export function codeSpan(text: string): string {
  const shown = text.replaceAll(/[\r\n]/g, " ").replaceAll("|", "\\|");
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = /^`|`$/.test(shown) ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}

// What looks for mentions, issues and addresses does so after the escapes are gone: a space of no width stops it.
const noWidth = "\u200b";

function prose(text: string): string {
  return text
    .replaceAll(/[\\`|<>[\]*_~$&{}!]/g, (character) => (character === "&" ? "&amp;" : `\\${character}`))
    .replaceAll(/[@#]/g, (character) => `${character}${noWidth}`)
    .replaceAll("://", `:${noWidth}//`)
    .replaceAll(/\b(www)\.|\b(GH)-(?=\d)/gi, (found) => `${found.slice(0, -1)}${noWidth}${found.slice(-1)}`)
    .replaceAll(/\r?\n|\r/g, "<br>");
}
