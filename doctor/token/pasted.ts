import { invalid, type TokenFinding } from "./finding.ts";

/** A token without what was pasted along with it, and what that was. */
export interface CleanedToken {
  readonly token: string;
  readonly findings: readonly TokenFinding[];
}

const wrappings: readonly (readonly [pattern: RegExp, finding: TokenFinding])[] = [
  [
    /^\s*Bearer\s+/i,
    invalid(
      "token-with-bearer",
      "`Bearer ` stands before the token.",
      "Hand the client the bare token; `Bearer` belongs into an Authorization header, and there is none here.",
    ),
  ],
  [
    /^\s*["'`]|["'`]\s*$/g,
    invalid(
      "token-in-quotes",
      "Quotation marks stand around the token.",
      "Parse the backend's answer as JSON (`await response.json()`), not as text.",
    ),
  ],
  [
    /^\s+|[^\S\r\n]+$/g,
    invalid(
      "token-with-whitespace",
      "Whitespace stands around the token.",
      "Trim it before it is handed over.",
    ),
  ],
  [
    /[\r\n]+$/g,
    {
      id: "token-with-newline",
      level: "warning",
      message: "A line ends after the token; Centrifugo overlooks that, headers and URLs do not.",
      fix: "Trim it: `(await response.text()).trim()`.",
    },
  ],
  [
    /\s+/g,
    invalid(
      "token-with-line-breaks",
      "Whitespace stands inside the token.",
      "Copy it in one piece; some base64 tools break lines at 76 characters (`base64 -w0`).",
    ),
  ],
];

/** Takes away what is often pasted along; each kind is named once. */
export function cleanToken(written: string): CleanedToken {
  const findings: TokenFinding[] = [];
  let token = written;
  // What was outside hides what is inside: `"Bearer …"`.
  for (let before = ""; before !== token; ) {
    before = token;
    for (const [pattern, finding] of wrappings) {
      const without = token.replaceAll(new RegExp(pattern, "gi"), "");
      if (without !== token && !findings.includes(finding)) findings.push(finding);
      token = without;
    }
  }
  return { token, findings };
}
