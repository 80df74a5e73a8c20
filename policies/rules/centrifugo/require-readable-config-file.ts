import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import type { MountedFile } from "../../../model/model.ts";
import { clear } from "../../../model/value.ts";
import { type BrokenText, brokenJson, brokenYaml } from "../../broken-text.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { readConfigFile } from "../../config-file.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";

/** Finds configuration files whose format Centrifugo cannot tell or read. */
export const requireReadableConfigFile: Rule = {
  id: "require-readable-config-file",
  title: "Centrifugo can read its configuration file",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Centrifugo stops at its start with `error reading config file`, and the task is started over and over.",
  fix: "Mount it under a name that ends in `.json`, `.yaml` or `.toml`, in lower case, and in that format.",
  source: "Centrifugo internal/config/config.go, GetConfig (spf13/viper tells the format by the name alone)",
  proof: "observed",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

/** What viper has decoders for; `env` and `dotenv` hold flat keys, which are not Centrifugo's. */
const formats = /\.(json|ya?ml|toml|env|dotenv)$/;

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const { service } = settings;
  const { path, namedBy, file } = readConfigFile(settings);
  // Viper looks at the name before it looks for the file.
  if (!formats.test(path)) {
    const origin = namedBy ?? file?.origin ?? service.origin;
    const ending = /\.[^./]+$/.exec(path)?.[0];
    const what =
      ending === undefined ? "has no ending" : "has an ending that stands for no format of Centrifugo's";
    const message = `The name of the configuration file (${origin.label}) ${what}, so Centrifugo cannot tell how to read it.`;
    const isConfig = file?.path !== undefined;
    const found = violation(service.name, origin, message, fixFor(isConfig ? file.path : path));
    return [isConfig && namedBy !== undefined ? { ...found, related: [file.origin] } : found];
  }
  const fault = file === undefined ? undefined : contentFault(file);
  if (file === undefined || fault === undefined) return [];
  const { line, column } = fault;
  // Without a file of the user's there is no line that could be shown.
  const origin = file.origin.file === undefined ? file.origin : { ...file.origin, line, column };
  const message = `${file.origin.label} is ${fault.message}.`;
  return [violation(service.name, origin, message, contentFix(file))];
}

function fixFor(path: string): string | undefined {
  const name = path.replace(/\.[^./]*$/, "");
  return /^[\w./-]{1,60}$/.test(name)
    ? `Mount the file as \`${name}.json\` (or \`.yaml\`, as it is written), and name that path after \`-c\`.`
    : undefined;
}

function contentFault({ path, content }: MountedFile): BrokenText | undefined {
  const text = clear(content);
  if (text === undefined) return undefined;
  if (/\.json$/.test(path)) return brokenJson(text);
  return /\.ya?ml$/.test(path) ? brokenYaml(text) : undefined;
}

function contentFix({ path }: MountedFile): string {
  return /\.json$/.test(path)
    ? "Mend it: JSON has no comments, no comma behind the last entry, and double quotation marks alone; `centrifugo checkconfig -c` says where it stops."
    : "Mend it: indent with blanks, and write each key once; `centrifugo checkconfig -c` says where it stops.";
}
