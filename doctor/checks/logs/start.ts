import { type Check, fail, pass, skip } from "../../check.ts";
import type { DoctorContext } from "../../doctor-context.ts";
import { centrifugoLog, logCommand } from "./entries.ts";

/** Lines of a sound start. */
const wanted: readonly {
  readonly line: RegExp;
  readonly name: string;
  readonly cause: string;
  readonly fix: string;
}[] = [
  {
    line: /^enabled JWT verifiers/,
    name: "enabled JWT verifiers",
    cause: "Centrifugo has no key to verify tokens with, so that every client gets 3500.",
    fix: "Give it client.token.hmac_secret_key; the v5 name is ignored.",
  },
  {
    line: /^serving websocket/,
    name: "serving websocket",
    cause: "Centrifugo serves no websocket.",
    fix: "Take websocket.disabled away.",
  },
];

/** Reads what Centrifugo says when it starts. */
export const logStart: Check<DoctorContext> = {
  id: "log-start",
  layer: "logs",
  title: "Centrifugo started with what it needs",
  why: "What is missing at the start is refused to every client later.",
  parts: ["swarm"],
  needs: ["services-exist"],
  async run(context) {
    const log = await centrifugoLog(context);
    const start = log.find(({ message }) => message === "starting Centrifugo");
    if (start === undefined) return skip("the start is no longer in the log, or log.level hides it");
    const absent = wanted.find(({ line }) => !log.some(({ message }) => line.test(message)));
    if (absent !== undefined)
      return fail({
        expected: `the line "${absent.name}"`,
        seen: "it is not in the log",
        cause: absent.cause,
        fix: `${absent.fix} The log: ${logCommand(context)}`,
      });
    const engine = log
      .find(({ message }) => message.startsWith("initializing engine"))
      ?.fields.get("engine_type");
    return pass(`version ${start.fields.get("version") ?? "unknown"}, engine ${engine ?? "unknown"}`);
  },
};
