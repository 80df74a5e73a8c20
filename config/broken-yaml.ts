import type { ConfigIssue } from "./config-issue.ts";
import { type Span, sourceExcerpt } from "./source-excerpt.ts";
import { type StackFile, yaml } from "./stack-file.ts";

/** What is wrong and how to mend it, by the YAML parser's own code; its texts may quote a secret. */
const SENTENCES: Record<string, [message: string, fix: string]> = {
  BAD_ALIAS: ["the name after `*` has no anchor before it", "Quote the value if it begins with `*`."],
  BAD_INDENT: [
    "the indentation does not fit the lines around it",
    "Indent it like its neighbours, and close every bracket.",
  ],
  BAD_SCALAR_START: ["a value cannot begin with this character", "Put the value in quotes."],
  BLOCK_AS_IMPLICIT_KEY: [
    "a second `: ` in one line begins a map where none can be",
    "Put the value in quotes.",
  ],
  BAD_DQ_ESCAPE: [
    "this escape does not exist in double quotes",
    "Use single quotes, where `\\` means itself.",
  ],
  DUPLICATE_KEY: ["this key is in the map twice", "Remove one of the two."],
  MISSING_CHAR: [
    "a closing quote, a bracket or a space after `:` is missing",
    "Close every quote and bracket that is opened.",
  ],
  MULTILINE_IMPLICIT_KEY: [
    "a key cannot go over several lines",
    "Look for a missing `:` or an unclosed quote above.",
  ],
  MULTIPLE_DOCS: ["the file has more than one document", "Remove the `---` and what follows it."],
  TAB_AS_INDENT: ["the line is indented with a tab", "Indent with spaces."],
};

/** The first mistake that keeps a stack file from being read, or undefined. */
export function brokenYaml(file: StackFile): ConfigIssue | undefined {
  const [error] = file.document.errors;
  const alias = error === undefined ? unresolvedAlias(file) : undefined;
  const { code, pos } = error ?? { code: "BAD_ALIAS", pos: alias };
  if (pos === undefined) return notAMap(file);
  const [message, fix] = SENTENCES[code] ?? [
    "this is not valid YAML",
    "Check quotes, brackets and indentation.",
  ];
  return issueAt(file, pos, `The file cannot be read as YAML: ${message}.`, fix);
}

/** The parser notices an alias without its anchor only when the value is asked for. */
function unresolvedAlias({ document }: StackFile): Span | undefined {
  let found: Span | undefined;
  yaml().visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return undefined;
      found = alias.range === null || alias.range === undefined ? [0, 1] : [alias.range[0], alias.range[1]];
      return yaml().visit.BREAK;
    },
  });
  return found;
}

function notAMap(file: StackFile): ConfigIssue | undefined {
  const { isMap, isScalar } = yaml();
  const root = file.document.contents;
  // An empty file, and `config:` with nothing below it, say nothing; that is another mistake.
  const isEmpty = (node: unknown) =>
    node === null || node === undefined || (isScalar(node) && node.value === null);
  if (isEmpty(root)) return undefined;
  const fix = "Write `config:`, and below it, indented, `centrifugo-swarm:domain: …` and the other settings.";
  if (!isMap(root)) return issueAt(file, [0, 1], "The file is not a map of settings.", fix);
  const config = root.get("config", true);
  if (isEmpty(config) || isMap(config)) return undefined;
  const range = config?.range ?? [0, 1];
  return issueAt(
    file,
    [range[0], range[0] + 1],
    "What stands under `config:` is not a map of settings.",
    fix,
  );
}

function issueAt(file: StackFile, span: Span, message: string, fix: string): ConfigIssue {
  const start = Math.min(span[0], file.text.trimEnd().length);
  const { line, col: column } = file.lines.linePos(start);
  const excerpt = sourceExcerpt(file.text, [start, span[1]], line, unreadableSecrets(file.text, start));
  return {
    code: "broken-yaml",
    severity: "error",
    path: "",
    message,
    fix,
    file: file.name,
    origin: "file",
    line,
    column,
    excerpt,
  };
}

const SECRET_WORD = /secret|secure|password|token|key|cert|salt/i;
const KEY = /^\s*(?:- )?["']?(?:[\w-]+:)*([\w-]+)["']?\s*:(?=\s|$)/;

/**
 * What may be a secret on the line of an offset. The structure of a broken file is not known, so all is hidden
 * below a key that sounds secret and after a word that does, and so is any long word that looks random.
 */
function unreadableSecrets(text: string, offset: number): Span[] {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const line = text.slice(start).split("\n", 1)[0] ?? "";
  const end = start + line.length;
  const above =
    text
      .slice(0, start)
      .split("\n")
      .findLast((one) => KEY.test(one)) ?? "";
  if (!KEY.test(line) && SECRET_WORD.test(above)) return [[start, end]];
  const random = [...line.matchAll(/[\w+/=.-]{16,}/g)]
    .filter(([one]) => one.length >= 28 || /\d/.test(one))
    .map(({ index, 0: one }): Span => [start + index, start + index + one.length]);
  const word = SECRET_WORD.exec(line);
  if (word === null) return random;
  return [...random, [start + (KEY.exec(line)?.[0].length ?? word.index + word[0].length), end]];
}
