/** Yes, no, or it depends on the rest of the request. */
type Answer = boolean | "depends";

/** A call such as `PathPrefix(`/connection`)`, a word or a bracket. */
const token = /\s*(?:(&&|\|\||!|\(|\))|([A-Za-z]\w*)\(((?:[^()`'"]|`[^`]*`|"[^"]*"|'[^']*')*)\))/y;

/**
 * True where a rule can take a stranger's request for a path, on some host and with some headers. A rule
 * that is limited by `ClientIP` takes no stranger's. Undefined: this rule is not understood here.
 */
export function mayTakePath(rule: string, path: string): boolean | undefined {
  const words = tokens(rule);
  if (words === undefined) return undefined;
  let next = 0;
  const isNext = (word: string): boolean => {
    if (words[next]?.name !== word) return false;
    next++;
    return true;
  };
  const or = (): Answer | undefined => {
    let left = and();
    while (left !== undefined && isNext("||")) left = either(left, and());
    return left;
  };
  const and = (): Answer | undefined => {
    let left = not();
    while (left !== undefined && isNext("&&")) left = negate(either(negate(left), negate(not())));
    return left;
  };
  const not = (): Answer | undefined => {
    if (isNext("!")) return negate(not());
    if (isNext("(")) {
      const inner = or();
      return isNext(")") ? inner : undefined;
    }
    const call = words[next++];
    return call?.args === undefined ? undefined : answer(call.name, call.args, path);
  };
  const result = or();
  return next < words.length || result === undefined ? undefined : result !== false;
}

function tokens(
  rule: string,
): readonly { readonly name: string; readonly args?: readonly string[] }[] | undefined {
  const found = [];
  token.lastIndex = 0;
  const end = rule.trimEnd().length;
  while (token.lastIndex < end) {
    const match = token.exec(rule);
    if (match === null) return undefined;
    const [, operator, name = "", args = ""] = match;
    const texts = [...args.matchAll(/[`'"]([^`'"]*)[`'"]/g)].map((text) => text[1] ?? "");
    found.push(operator === undefined ? { name, args: texts } : { name: operator });
  }
  return found;
}

function answer(name: string, args: readonly string[], path: string): Answer {
  // v2 has placeholders in paths.
  if (args.some((arg) => arg.includes("{"))) return "depends";
  switch (name) {
    case "Path":
      return args.includes(path);
    case "PathPrefix":
      return args.some((prefix) => path.startsWith(prefix));
    case "PathRegexp":
      return args.some((pattern) => matches(pattern, path));
    case "ClientIP":
      return false;
    default:
      return "depends";
  }
}

/** Go's syntax is close to this one; what is not understood counts as a match. */
function matches(pattern: string, path: string): boolean {
  try {
    return new RegExp(pattern).test(path);
  } catch {
    return true;
  }
}

function negate(value: Answer | undefined): Answer | undefined {
  return typeof value === "boolean" ? !value : value;
}

function either(left: Answer | undefined, right: Answer | undefined): Answer | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (left === true || right === true) return true;
  return left === "depends" || right === "depends" ? "depends" : false;
}
