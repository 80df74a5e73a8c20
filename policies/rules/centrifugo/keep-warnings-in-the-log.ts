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
  source: "Centrifugo internal/app/log.go: unknown names are warnings; documentation, observability",
  check: (model) => centrifugos(model).flatMap(checkService),
};

const hidesWarnings: ReadonlySet<string> = new Set(["error", "fatal", "none"]);
const showsMessages: ReadonlySet<string> = new Set(["debug", "trace"]);

function checkService(settings: CentrifugoSettings): Observation[] {
  const { service } = settings;
  const [level, file] = ["log.level", "log.file"].map((key) => readOption(settings, key));
  const text = level?.text ?? "";
  const found: Observation[] = [];
  if (level !== undefined && hidesWarnings.has(text)) {
    const message = `log.level of service ${service.name} is ${text} (${level.origin.label}), which hides the warnings on settings that are ignored.`;
    found.push(violation(service.name, level.origin, message));
  }
  if (level !== undefined && showsMessages.has(text)) {
    const message = `log.level of service ${service.name} is ${text} (${level.origin.label}), at which what clients send stands in the log.`;
    found.push(violation(service.name, level.origin, message));
  }
  if (file !== undefined && !file.isDefault && (file.text ?? "") !== "") {
    const message = `Service ${service.name} writes its log into a file of its container (${file.origin.label}), where Docker does not collect it.`;
    found.push(violation(service.name, file.origin, message));
  }
  return found;
}
