import { formatIssues } from "../config/format-issues.ts";
import type { StackPlace } from "../config/load.ts";
import { stackFileName } from "../config/stack-file.ts";
import { hasColors, isInteractive, reportTo } from "../setup/console.ts";
import { completeAnswers } from "../setup/new-stack/complete.ts";
import { newStack } from "../setup/new-stack/new-stack.ts";
import type { Answers } from "../setup/new-stack/question.ts";
import { questionsFor } from "../setup/new-stack/questions.ts";
import type { Session } from "../setup/session.ts";
import { checkStack } from "../stacks/check-stack.ts";
import type { ExitCode } from "./command.ts";
import { stackPlace } from "./stack-place.ts";

interface Circumstances {
  readonly directory: string | undefined;
  /** False: the user wants to be asked nothing. */
  readonly mayAsk: boolean;
}

/** Asks for what is not given, makes the stack, and says what comes next. */
export async function converse(given: Answers, { directory, mayAsk }: Circumstances): Promise<ExitCode> {
  const prompts = mayAsk && isInteractive() ? await import("./ask.ts") : undefined;
  // Without a stack and somebody to ask, all that is missing is named at once.
  const first = given.stack !== undefined || prompts !== undefined ? questionsFor("stack") : undefined;
  const { stack } = await completeAnswers(given, prompts?.ask, first);
  const place = await stackPlace({ stack, directory });
  process.once("SIGINT", () => {
    process.stderr.write("\nstopped; the same command goes on from there\n");
    process.exit(130);
  });
  const session = await newStack({
    place,
    given: { ...given, ...(stack !== undefined && { stack }) },
    ask: prompts?.ask,
    approve: async (fileName, text) => {
      if (prompts !== undefined) return await prompts.approve(fileName, text);
      process.stderr.write(`${text}\n`);
      return true;
    },
    report: reportTo(process.stderr),
  });
  return close(place, session);
}

/** Checks what was made, and says what comes next. */
function close(place: StackPlace, session: Session | undefined): ExitCode {
  const { ok, issues } = checkStack(place);
  if (issues.length > 0) {
    process.stdout.write(`${formatIssues(issues, { colour: hasColors(process.stdout) })}\n`);
    if (!ok) return 1;
  }
  const passphrase = session?.context.env["PULUMI_CONFIG_PASSPHRASE_FILE"];
  const lines = [
    `${stackFileName(place.stack)}: no mistakes. Next:`,
    "  reach the Swarm       docker context use NAME, or DOCKER_HOST (docs/production.md)",
    `  deploy                make up STACK=${place.stack}`,
    ...(passphrase === undefined
      ? []
      : [`  keep the passphrase   ${passphrase}: without it the secrets are lost (docs/secrets.md)`]),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  return 0;
}
