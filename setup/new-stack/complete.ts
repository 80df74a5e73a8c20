import { UserError } from "../../config/user-error.ts";
import type { Answers, Problem, Question } from "./question.ts";
import { questions } from "./questions.ts";
import type { Complete } from "./stack-file-text.ts";

/** Asks a person; undefined: nobody is there to answer. */
export type Ask = ((question: Question, answers: Answers) => Promise<string>) | undefined;

/**
 * Checks what was given and gets the rest: from a person, else from the defaults.
 *
 * @param wanted questions that matter; by default all.
 * @throws UserError with everything that is wrong with what was given, or with all that is missing.
 */
export async function completeAnswers(
  given: Answers,
  ask: Ask,
  wanted: readonly Question[] = questions,
): Promise<Answers> {
  let answers = withImplied(given);
  refuseWrong(answers, wanted);
  const missing: Question[] = [];
  for (const question of wanted) {
    if (answers[question.name] !== undefined || question.isOpen?.(answers) === false) continue;
    const answer = ask === undefined ? question.fallback?.(answers) : await ask(question, answers);
    if (answer === undefined) missing.push(question);
    else answers = { ...answers, [question.name]: answer };
  }
  if (missing.length > 0) throw missingOptions(missing);
  // A default may be wrong for what was given, such as the page of an odd domain.
  if (ask === undefined) refuseWrong(answers, wanted);
  return answers;
}

/** True when a stack file can be written. */
export function isComplete(answers: Answers): answers is Complete {
  return questions.every(({ name, isOpen }) => answers[name] !== undefined || isOpen?.(answers) === false);
}

/** Who names a file of a certificate wants to use it. */
export function withImplied(given: Answers): Answers {
  const names = given["certificate-file"] ?? given["certificate-key-file"];
  return names === undefined ? given : { tls: "files", ...given };
}

function refuseWrong(answers: Answers, wanted: readonly Question[]): void {
  const problems = wanted.flatMap((question): [string, Problem][] => {
    const answer = answers[question.name];
    if (answer === undefined) return [];
    const problem =
      question.isOpen?.(answers) === false
        ? { message: "it does not go with the other options.", fix: "Leave it out." }
        : question.check(answer, answers);
    return problem === undefined ? [] : [[`--${question.name}`, problem]];
  });
  if (problems.length === 0) return;
  const [[option, first] = ["", undefined]] = problems;
  if (problems.length === 1 && first !== undefined) {
    throw new UserError(`${option}: ${first.message}`, { fix: first.fix, exitCode: 2 });
  }
  const lines = problems.map(([name, { message, fix }]) => `  ${name}: ${message} ${fix}`);
  throw new UserError(["these options are wrong:", ...lines].join("\n"), { exitCode: 2 });
}

function missingOptions(missing: readonly Question[]): UserError {
  const lines = missing.map(({ name, ask, choices, example }) => {
    const value = choices?.map((choice) => choice.value).join("|") ?? example ?? "…";
    return `  --${name} ${value}   ${ask}`;
  });
  return new UserError(["nobody is there to answer, and these options are missing:", ...lines].join("\n"), {
    fix: "give them, or run it in a terminal without --yes.",
    exitCode: 2,
  });
}
