/**
 * Named groups of a regular expression whose values go into the address of a key set although not all of them
 * are listed. A stranger writes the token that they are taken from, and so would choose whose keys are asked.
 */
export function openGroups(placeholders: readonly string[], expression: string): readonly string[] {
  return namedGroups(expression)
    .filter(({ name, body }) => placeholders.includes(name) && !isList(body))
    .map(({ name }) => name);
}

/** True for an expression with a class such as `[a-z]` or `\w`. */
export function hasClass(expression: string): boolean {
  return /^(?:\\[^dDwWsSpP]|[^\\[])*(?:\[|\\[dDwWsSpP])/s.test(expression);
}

function namedGroups(expression: string): { name: string; body: string }[] {
  return [...expression.matchAll(/\(\?P?<(\w+)>/g)].map(({ 0: start, 1: name = "", index }) => ({
    name,
    body: bodyAt(expression, index + start.length),
  }));
}

/** What stands in a group, up to its own closing parenthesis. */
function bodyAt(expression: string, from: number): string {
  let depth = 1;
  for (let at = from; at < expression.length; at++) {
    const sign = expression[at];
    if (sign === "\\") at++;
    else if (sign === "(") depth++;
    else if (sign === ")") depth--;
    if (depth === 0) return expression.slice(from, at);
  }
  return expression.slice(from);
}

/** Fixed texts between bars, in groups or not; a backslash takes away the meaning of a sign. */
function isList(body: string): boolean {
  return /^(?:\\[^a-zA-Z0-9]|\((?:\?P?<\w+>|\?:)?|[^\\.*+?{}^$[\]])*$/.test(body);
}
