import { currentWords, startLanguage } from "./language.ts";
import type { Words } from "./words.ts";

const form = document.querySelector<HTMLFormElement>("#login");
const error = document.querySelector<HTMLElement>("#error");
let problem: ((words: Words) => string) | undefined;

function showProblem(): void {
  if (error === null) return;
  error.hidden = problem === undefined;
  error.textContent = problem?.(currentWords()) ?? "";
}

async function signIn(data: FormData): Promise<(words: Words) => string> {
  const body = JSON.stringify({ user: data.get("user"), password: data.get("password") });
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch("/api/login", { method: "POST", headers, body }).catch(() => undefined);
  if (answer?.ok) location.reload();
  if (answer?.status === 429) {
    const minutes = Math.ceil(Number(answer.headers.get("Retry-After")) / 60);
    return (words) => words.tooManyLogins(minutes);
  }
  return (words) => (answer?.status === 401 ? words.wrongLogin : answer?.ok ? "" : words.unreachable);
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  if (button !== null) button.disabled = true;
  signIn(new FormData(form)).then((found) => {
    problem = found;
    showProblem();
    if (button !== null) button.disabled = false;
    form.querySelector<HTMLInputElement>("#password")?.select();
  });
});

startLanguage(showProblem);
document.querySelector<HTMLElement>("#user")?.focus();
