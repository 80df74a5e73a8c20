import type { ApiTarget } from "../doctor-target.ts";

/** How long an answer may take, in milliseconds. */
const answerMs = 5_000;

/** One call of the HTTP API from here; status 0: nothing answered. */
export async function callApi(
  { url, key }: ApiTarget,
  method: string,
  body: unknown,
): Promise<{ readonly status: number; readonly body: string }> {
  try {
    const answer = await fetch(`${url.replace(/\/$/, "")}/${method}`, {
      method: "POST",
      headers: { "X-API-Key": key, "Content-Type": "application/json" },
      body: JSON.stringify(body),
      redirect: "manual",
      signal: AbortSignal.timeout(answerMs),
    });
    return { status: answer.status, body: await answer.text() };
  } catch {
    return { status: 0, body: "" };
  }
}
