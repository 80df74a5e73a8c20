import { type CANCEL_SYMBOL, confirm, isCancel, log, select, text } from "@clack/prompts";
import { UserError } from "../config/user-error.ts";
import type { Answers, Problem, Question } from "../setup/new-stack/question.ts";

// Standard output is for the result; a conversation goes where errors and progress go.
const output = process.stderr;

/** Asks one question until the answer is right, and returns it. */
export async function ask(question: Question, answers: Answers): Promise<string> {
  const { ask: message, choices, example, fallback, check } = question;
  const preset = fallback?.(answers);
  const problem = (answer: string) => check(answer, answers);
  return choices === undefined
    ? await askText({ message, example, preset, problem })
    : await askChoice({ message, choices, preset, problem });
}

export interface TextQuestion {
  readonly message: string;
  /** Taken when the answer is empty. */
  readonly preset: string | undefined;
  readonly example?: string | undefined;
  readonly problem: (answer: string) => Problem | undefined;
}

export async function askText({ message, preset = "", example, problem }: TextQuestion): Promise<string> {
  const placeholder = preset === "" && example !== undefined ? `for example ${example}` : preset;
  const validate = (answer: string | undefined) => problemText(problem(answer || preset));
  return answerOf(await text({ message, placeholder, defaultValue: preset, validate, output }));
}

async function askChoice(question: TextQuestion & Required<Pick<Question, "choices">>): Promise<string> {
  const { message, choices, preset, problem } = question;
  for (;;) {
    const options = choices.map(({ value, hint }) => ({ value, label: `${value}: ${hint}` }));
    const initial = preset === undefined ? {} : { initialValue: preset };
    const answer = answerOf(await select({ message, options, output, ...initial }));
    const found = problemText(problem(answer));
    if (found === undefined) return answer;
    log.warn(found, { output });
  }
}

/** Shows what will be written, and asks whether it may be. */
export async function approve(fileName: string, content: string): Promise<boolean> {
  log.step(`This becomes ${fileName}; the secrets come below it, encrypted:`, { output });
  output.write(`\n${content}`);
  return answerOf(await confirm({ message: "Write it?", output }));
}

function problemText(problem: Problem | undefined): string | undefined {
  return problem === undefined ? undefined : `${problem.message} ${problem.fix}`;
}

/** The answer; Ctrl-C and Escape are none. */
function answerOf<T>(answer: T | typeof CANCEL_SYMBOL): T {
  if (isCancel(answer)) throw new UserError("stopped; nothing was written.");
  return answer;
}
