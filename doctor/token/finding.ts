/** What Centrifugo answers to a connect with a token, as a code of its protocol; no code: it connects. */
export type ConnectAnswer = 100 | 102 | 109 | 110 | 1009 | 3500 | 3501 | 3505 | 3507;

/** One thing that is to be said about a token. Never holds the token, its signature or a secret. */
export interface TokenFinding {
  /** Stable name, such as `token-expired`. */
  readonly id: string;
  /** `error`: it does not work, or is surely meant otherwise. `warning`: it works, until something happens. */
  readonly level: "ok" | "info" | "warning" | "error";
  /** What was seen, in one sentence. */
  readonly message: string;
  /** How to mend it, in one sentence. */
  readonly fix?: string;
  /** What Centrifugo answers because of it, unless something before it has already been refused. */
  readonly answer?: ConnectAnswer;
}

/** What Centrifugo answers: it stops at the first thing that is wrong. Undefined: it connects. */
export function answerTo(findings: readonly TokenFinding[]): ConnectAnswer | undefined {
  return findings.find(({ answer }) => answer !== undefined)?.answer;
}

/** The token is refused as invalid: disconnect 3500, after which clients do not try again. */
export function invalid(id: string, message: string, fix: string): TokenFinding {
  return { id, level: "error", message, fix, answer: 3500 };
}
