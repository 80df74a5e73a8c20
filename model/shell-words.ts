/** A word of a shell's command; undefined where the shell puts it together from a variable or another command. */
export type ShellWord = string | undefined;

/** A command of a script, as far as it can be read without a shell. */
export type ShellCommand = readonly ShellWord[];

/** Quotes, substitutions and plain characters that stand together without a blank, or an operator. */
const token =
  /(?:"(?:[^"\\]|\\.)*"|'[^']*'|\$\([^()]*(?:\([^()]*\)[^()]*)*\)|`[^`]*`|\\.|[^\s"'`;&|()\\])+|[;&|()\n]/g;

/**
 * Splits a script into its commands, at `;`, `&&`, `||`, `|`, brackets and line breaks. Enough for one line in a
 * `command` or a health check; keywords such as `if` count as words.
 */
export function shellCommands(script: string): readonly ShellCommand[] {
  const commands: ShellWord[][] = [[]];
  for (const [text] of script.replaceAll(/\\\n/g, " ").matchAll(token)) {
    if (/^[;&|()\n]$/.test(text)) commands.push([]);
    else commands.at(-1)?.push(wordOf(text));
  }
  return commands.filter((command) => command.length > 0);
}

function wordOf(text: string): ShellWord {
  const parts = [...text.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)|([^"'\\]+)/g)];
  const isComposed = parts.some(([, double = "", , , plain = ""]) => /[$`]/.test(double + plain));
  if (isComposed) return undefined;
  return parts
    .map(
      ([, double, single, escaped, plain = ""]) =>
        double?.replaceAll(/\\(.)/g, "$1") ?? single ?? escaped ?? plain,
    )
    .join("");
}
