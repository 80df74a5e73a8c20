import { type Check, fail, pass } from "../../check.ts";
import type { DoctorContext } from "../../doctor-context.ts";
import { errorText } from "../../facts/logs.ts";
import { centrifugoLog, logCommand } from "./entries.ts";

/** In milliseconds: what was before is over, such as a restart of Redis. */
const recentMs = 60_000;

/** Looks for errors of the last minute; older ones are only told of. */
export const logErrors: Check<DoctorContext> = {
  id: "log-errors",
  layer: "logs",
  title: "Centrifugo has logged no error just now",
  why: "An error there is a message, a subscription or a login that failed for somebody.",
  parts: ["swarm"],
  needs: ["services-exist"],
  async run(context) {
    const log = await centrifugoLog(context);
    const errors = log.filter(({ level }) => level === "error" || level === "fatal");
    const recent = errors.filter(
      ({ fields }) => Date.now() - Date.parse(fields.get("time") ?? "") < recentMs,
    );
    const last = recent.at(-1);
    if (last === undefined)
      return pass(
        errors.length === 0
          ? `${log.length} lines read`
          : `${errors.length} older ones, none in the last minute`,
      );
    const text = errorText(last).slice(0, 160);
    return fail({
      expected: "no line of level error in the last minute",
      seen: `${recent.length}, the last: ${text}`,
      cause: `Centrifugo reports: ${text}.`,
      fix: `Read what is around it: ${logCommand(context)}`,
    });
  },
};
