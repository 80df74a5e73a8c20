import { shownName } from "../../../model/shown-name.ts";
import { checkModel, rulePage } from "../../../policies/check-model.ts";
import { keepWarningsInTheLog } from "../../../policies/rules/centrifugo/keep-warnings-in-the-log.ts";
import { type Check, type CheckOutcome, fail, pass } from "../../check.ts";
import { type DoctorContext, swarmOf } from "../../doctor-context.ts";
import type { LogEntry } from "../../facts/logs.ts";
import { centrifugoLog, logCommand } from "./entries.ts";

/** What Centrifugo says of settings that it does not use, or should not have been given. */
const signs: readonly {
  readonly words: RegExp;
  readonly cause: (entry: LogEntry) => string;
  readonly fix: string;
}[] = [
  {
    words: /^unknown var in environment/,
    cause: ({ fields }) =>
      `Centrifugo ignores the variable ${shownName(fields.get("var") ?? "")}: it knows none of that name.`,
    fix: "Correct or delete it; `centrifugo-swarm check --live` knows the names of v5 too.",
  },
  {
    words: /^unknown key in configuration file/,
    cause: ({ fields }) =>
      `Centrifugo ignores the key ${shownName(fields.get("key") ?? "")} of its configuration file.`,
    fix: "Correct or delete it; `centrifugo-swarm check --live` knows the names of v5 too.",
  },
  {
    words: /^config file not found/,
    cause: () => "Centrifugo found no configuration file and started with its defaults.",
    fix: "Mount it where --config or the working directory looks for it: /centrifugo/config.json",
  },
  {
    words: /INSECURE|API key is empty|DEBUG mode enabled/,
    cause: ({ message }) => `Centrifugo warns: ${message}.`,
    fix: "Take the insecure option away, or set the key that is missing.",
  },
];

/** Looks for warnings about the configuration. */
export const logSettings: Check<DoctorContext> = {
  id: "log-settings",
  layer: "logs",
  title: "Centrifugo complains about no setting",
  why: "A setting that is ignored leaves the default in its place, and everything starts.",
  parts: ["swarm"],
  needs: ["services-exist"],
  async run(context) {
    const log = await centrifugoLog(context);
    const found = log.flatMap((entry) => {
      const sign = signs.find(({ words }) => words.test(entry.message));
      return sign === undefined ? [] : [{ entry, sign }];
    });
    const [first] = found;
    if (first === undefined) return log.length === 0 ? whySilent(context) : pass(`${log.length} lines read`);
    return fail({
      expected: "no warning about a setting",
      seen: `${first.entry.message} (${new Set(found.map(({ entry }) => entry.message)).size} kinds of warnings)`,
      cause: first.sign.cause(first.entry),
      fix: `${first.sign.fix} The log: ${logCommand(context)}`,
    });
  },
};

/** At log level `warn` there is nothing to say; above it, or in a file, what matters is said to nobody. */
async function whySilent(context: DoctorContext): Promise<CheckOutcome> {
  const model = await swarmOf(context).facts.model();
  const hidden = checkModel(model, [keepWarningsInTheLog]).find(({ kind }) => kind === "violation");
  if (hidden === undefined) return pass("it has said nothing");
  const { message, fix, rule } = hidden;
  return fail({
    expected: "warnings in the log",
    seen: "an empty log",
    cause: message,
    fix,
    page: rulePage(rule),
  });
}
