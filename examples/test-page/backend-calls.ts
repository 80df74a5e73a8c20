/** An answer of the backend that is no success. */
export class CallError extends Error {
  /** HTTP status; 0: no answer at all. */
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, cause: string) {
    super(cause);
    this.status = status;
    this.code = code;
  }
}

/**
 * Asks the backend that serves this page; the browser adds origin and cookie.
 *
 * @throws CallError with the code and the cause that the backend gives.
 */
export async function call<T>(path: string, texts: Readonly<Record<string, string>> = {}): Promise<T> {
  const request = { method: "POST", headers: { "Content-Type": "application/json" } };
  const answer = await fetch(`/api/${path}`, { ...request, body: JSON.stringify(texts) }).catch(noAnswer);
  const text = await answer.text().catch(noAnswer);
  if (answer.ok) return JSON.parse(text);
  throw new CallError(answer.status, ...errorIn(text, `HTTP ${answer.status}`));
}

function noAnswer(): never {
  throw new CallError(0, "network", "no answer");
}

/** Code and cause; what is no answer of the backend's own is most likely one of Traefik's. */
function errorIn(text: string, code: string): [code: string, cause: string] {
  try {
    const { error } = JSON.parse(text);
    return [String(error.code), String(error.cause)];
  } catch {
    return [code, text.slice(0, 100).trim()];
  }
}
