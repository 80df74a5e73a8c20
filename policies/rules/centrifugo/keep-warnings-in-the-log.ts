import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { readOption } from "../../options.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";

/** Finds log settings that hide what matters, or show what nobody may see. */
export const keepWarningsInTheLog: Rule = {
  id: "keep-warnings-in-the-log",
  title: "The log shows warnings and no messages, where Docker collects it",
  severity: "warning",
  systems: ["centrifugo"],
  symptom:
    "A setting that Centrifugo ignores is never mentioned, or tokens and messages stand in the log, or the log is gone with the task.",
  fix: "Set `log.level: info` and leave `log.file` out.",
  source:
    "Centrifugo internal/app/log.go: unknown names are warnings; internal/logging/logging.go; centrifuge client.go, traceInCmd, traceOutReply and traceOutPush",
  proof: "observed",
  check: (model) => centrifugos(model).flatMap(checkService),
};

const hidesWarnings: ReadonlySet<string> = new Set(["error", "fatal", "none"]);
/** Two open files that Docker collects, by the names that Linux has for them. */
const collected = /^\/(dev\/(stdout|stderr|fd\/[12])|proc\/(self|1)\/fd\/[12])$/;

function checkService(settings: CentrifugoSettings): Observation[] {
  const { service } = settings;
  const [level, file] = ["log.level", "log.file"].map((key) => readOption(settings, key));
  // Centrifugo takes them in any case.
  const text = level?.text?.toLowerCase() ?? "";
  const found: Observation[] = [];
  if (level !== undefined && hidesWarnings.has(text)) {
    const message = `log.level of service ${service.name} is ${text} (${level.origin.label}), which hides the warnings on settings that are ignored.`;
    found.push(violation(service.name, level.origin, message));
  }
  if (level !== undefined && text === "trace") {
    const message = `log.level of service ${service.name} is ${text} (${level.origin.label}), at which all that clients send and get stands in the log, tokens and messages too.`;
    found.push(violation(service.name, level.origin, message));
  }
  const path = file?.text ?? "";
  if (file !== undefined && !file.isDefault && path !== "" && !collected.test(path)) {
    const message = `Service ${service.name} writes its log into a file of its container (${file.origin.label}), where Docker does not collect it.`;
    found.push(violation(service.name, file.origin, message));
  }
  return found;
}
