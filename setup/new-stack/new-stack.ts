import { checkStackFile } from "../../config/check-file.ts";
import type { StackPlace } from "../../config/load.ts";
import { stackFileName } from "../../config/stack-file.ts";
import { UserError } from "../../config/user-error.ts";
import type { Report } from "../console.ts";
import type { Session } from "../session.ts";
import { readOwnCertificate } from "./certificate-files.ts";
import { type Ask, completeAnswers, isComplete, withImplied } from "./complete.ts";
import { type Existing, missingSecrets, readExisting, refuseOtherAnswers, saidByFile } from "./existing.ts";
import { makeStack } from "./make-stack.ts";
import type { Answers } from "./question.ts";
import { questionsFor } from "./questions.ts";
import { stackFileText } from "./stack-file-text.ts";

export interface NewStackOptions {
  readonly place: StackPlace;
  /** What the user has said already. */
  readonly given: Answers;
  readonly ask: Ask;
  /** Shows the new file and returns whether it may be written. */
  readonly approve: (fileName: string, text: string) => Promise<boolean>;
  readonly report: Report;
}

/**
 * Makes a stack that can be deployed: its file, its secrets, its certificate. What is there is kept, and what
 * an earlier run did not come to is added.
 *
 * @returns undefined when nothing was missing.
 */
export async function newStack(options: NewStackOptions): Promise<Session | undefined> {
  const existing = readExisting(options.place);
  return existing === undefined ? await begin(options) : await goOn(options, existing);
}

async function begin({ place, given, ask, approve, report }: NewStackOptions): Promise<Session> {
  const answers = await completeAnswers(given, ask);
  if (!isComplete(answers)) throw new UserError("not every question has an answer.", { exitCode: 2 });
  const text = stackFileText(place.project, answers);
  if (!(await approve(stackFileName(place.stack), text))) throw new UserError("nothing was written.");
  return await makeStack({ ...place, text, certificate: readOwnCertificate(answers) }, report);
}

async function goOn(options: NewStackOptions, existing: Existing): Promise<Session | undefined> {
  const { place, given, ask, report } = options;
  const fileName = stackFileName(place.stack);
  checkStackFile(place, { missingSecrets: "allowed" });
  refuseOtherAnswers(existing, withImplied(given), fileName);
  const missing = missingSecrets(existing);
  if (missing.length === 0) {
    report(`${fileName} is there already, with all its secrets; nothing was changed`);
    return undefined;
  }
  report(`${fileName} is there already and stays as it is; still missing: ${missing.join(", ")}`);
  const isCertified = !missing.includes("certificate") && !missing.includes("certificateKey");
  const answers = isCertified
    ? given
    : await completeAnswers(
        { ...given, ...saidByFile(existing) },
        ask,
        questionsFor(...certificateQuestions),
      );
  return await makeStack({ ...place, text: undefined, certificate: readOwnCertificate(answers) }, report);
}

const certificateQuestions = ["tls", "certificate-file", "certificate-key-file"] as const;
