import { groupOf, optionTable } from "../../../config/tables/centrifugo.ts";
import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import type { MountedFile } from "../../../model/model.ts";
import { readDocument } from "../../../model/settings-file.ts";
import { clear } from "../../../model/value.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { type ConfigFile, readConfigFile } from "../../config-file.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** Finds configuration files that are not where Centrifugo looks. */
export const requireConfigFile: Rule = {
  id: "require-config-file",
  title: "The configuration file is where Centrifugo looks for it",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Centrifugo starts with its defaults after one line of warning: on the memory engine, without namespaces, keys and allowed origins.",
  fix: "Mount the file at the path that `-c` names; without `-c` that is `/centrifugo/config.json`.",
  source: "Centrifugo internal/app/run.go and internal/app/cmd.go",
  proof: "observed",
  check: (model) => centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const { service } = settings;
  const config = readConfigFile(settings);
  if (config.file !== undefined) return [];
  const others = service.files.filter(looksLikeConfig);
  if (!config.isSure) return config.namedBy === undefined && others.length === 0 ? [] : [unsure(settings)];
  if (config.namedBy !== undefined) {
    const message = `Centrifugo is to read ${showPath(config.path)} (${config.namedBy.label}), and nothing is mounted there${instead(others)}.`;
    return [
      { ...violation(service.name, config.namedBy, message, fixFor(config, others)), ...relatedTo(others) },
    ];
  }
  if (others.length === 0) return [];
  const origin = [...service.command, ...service.args][0]?.origin ?? service.origin;
  const files = others.map((file) => file.origin.label).join(", ");
  const message = `${origin.label} has no \`-c\`, so Centrifugo reads ${config.path} alone; ${files} looks like its configuration.`;
  return [{ ...violation(service.name, origin, message, fixFor(config, others)), ...relatedTo(others) }];
}

function unsure({ service }: CentrifugoSettings): Observation {
  const message = `Whether service ${service.name} has its configuration file is not known here: the image or a volume may hold it.`;
  return notCheckable(service.name, service.origin, message);
}

function instead(others: readonly MountedFile[]): string {
  if (others.length === 0) return "";
  return `; ${others.map(({ path }) => showPath(path)).join(", ")} looks like the configuration`;
}

function relatedTo(others: readonly MountedFile[]) {
  return others.length === 0 ? {} : { related: others.map(({ origin }) => origin) };
}

function fixFor({ path, namedBy }: ConfigFile, [other]: readonly MountedFile[]): string {
  if (other === undefined)
    return `Mount a Swarm config or secret with \`target: ${showPath(path)}\`, or correct the path of \`-c\`.`;
  const mount = `ount the file with \`target: ${showPath(path)}\`.`;
  if (!hasExtension(other.path)) return `M${mount}`;
  const start = namedBy === undefined ? "Start Centrifugo with" : "Write";
  return `${start} \`-c ${showPath(other.path)}\`, or m${mount}`;
}

function hasExtension(path: string): boolean {
  return /\.(json|ya?ml|toml)$/.test(path);
}

function showPath(path: string): string {
  return showWord(path, "a path that is not shown here");
}

/** Sections that the file has on top tell a configuration of Centrifugo from other files. */
function looksLikeConfig({ path, content, entries }: MountedFile): boolean {
  if (/\.(env|pem|crt|key|sh)$/.test(path)) return false;
  const text = clear(content);
  const document = text === undefined ? undefined : readDocument(text);
  const keys =
    typeof document === "object" && document !== null && !Array.isArray(document)
      ? Object.keys(document)
      : [...(entries?.keys() ?? [])].map((key) => key.split(".")[0] ?? "");
  const sections = groupOf(optionTable.root);
  const known = keys.filter((key) => sections.get(key.toLowerCase())?.type === "object");
  return known.length > 0 && known.length * 2 >= keys.length;
}
