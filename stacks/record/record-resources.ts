import { fork } from "node:child_process";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../../config/user-error.ts";
import type { RecordAnswer, RecordedResource, RecordRequest } from "./messages.ts";

/** How long a program may take, in milliseconds; ours takes a third of a second. */
const timeoutMs = 60_000;
const child = fileURLToPath(new URL("./child.ts", import.meta.url));

/**
 * What a program registers when it is run without an engine, in a process of its own.
 *
 * @param directory folder of Pulumi.yaml, where the program runs.
 * @param hide takes secrets out of a text before it gets into an error.
 * @throws UserError when the program refuses its configuration, or fails.
 */
export async function recordResources(
  request: RecordRequest,
  directory: string,
  hide: (text: string) => string,
  signal: AbortSignal,
): Promise<readonly RecordedResource[]> {
  const answer = await askChild(request, directory, signal);
  if (answer?.kind === "recorded") return answer.resources;
  if (answer?.kind === "refused") {
    const [message = "", fix] = hide(answer.message).split(/\n {2}fix: (?!.*\n {2}fix: )/s);
    throw new UserError(message, { exitCode: 2, ...(fix === undefined ? {} : { fix }) });
  }
  const name = basename(request.program);
  const place = answer?.at === undefined ? name : `${name}, line ${answer.at}`;
  const reason =
    answer === undefined ? "it ended, or took too long, before all was declared" : answer.message;
  throw new UserError(`The program failed (${place}): ${hide(reason)}`, {
    fix: "Mend the program; `pulumi preview` shows the whole error.",
    exitCode: 2,
  });
}

/** Undefined: it ended without an answer. */
function askChild(
  request: RecordRequest,
  directory: string,
  signal: AbortSignal,
): Promise<RecordAnswer | undefined> {
  const running = fork(child, [], {
    cwd: directory,
    // `getRootDirectory` of Pulumi reads it from there.
    env: { ...process.env, PULUMI_NODEJS_ROOT_DIRECTORY: directory },
    execArgv: [],
    // What the program prints is not for this command.
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    timeout: timeoutMs,
    killSignal: "SIGKILL",
    signal,
  });
  return new Promise((resolve) => {
    running.once("message", (answer: RecordAnswer) => resolve(answer));
    running.once("error", () => resolve(undefined));
    running.once("exit", () => resolve(undefined));
    running.send(request);
  });
}
