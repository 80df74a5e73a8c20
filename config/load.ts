import { brokenYaml } from "./broken-yaml.ts";
import { encryptedOptions } from "./centrifugo/encrypted-options.ts";
import { clearCredentials } from "./clear-credentials.ts";
import { ConfigError } from "./config-error.ts";
import type { ConfigIssue } from "./config-issue.ts";
import type { Finding } from "./explain.ts";
import { type Inspection, inspect } from "./inspect.ts";
import { reportFindings } from "./report-findings.ts";
import { knownKeys } from "./schema-walk.ts";
import { secretKeysFromEngine } from "./secret-keys.ts";
import { type StackConfig, stackConfigSchema } from "./stack-config.ts";
import { readStackFile, type StackFile, stackFileName } from "./stack-file.ts";

/** Where a stack's configuration lies. */
export interface StackPlace {
  /** Pulumi's project name. */
  project: string;
  stack: string;
  /** Where `Pulumi.<stack>.yaml` lies. */
  directory: string;
}

/** What a stack's configuration is loaded from; the stack file is read for positions only. */
export interface LoadOptions extends StackPlace {
  /** Pulumi's runtime configuration: `project:key` to text, objects as JSON. */
  values: Readonly<Record<string, string>>;
  /**
   * The keys of `values` that Pulumi encrypts.
   * @default what the engine tells the program
   */
  secretKeys?: readonly string[] | undefined;
}

/**
 * Checks a stack's configuration and fills in its defaults.
 *
 * @throws ConfigError with all mistakes at once.
 */
export function loadStackConfig(options: LoadOptions): StackConfig {
  const { inspection, file } = inspectValues(options);
  if (inspection.config !== undefined) return inspection.config;
  throw new ConfigError(issuesOf(inspection, file(), options));
}

/** Gives findings about a configuration that can be loaded their places. */
export function placeFindings(findings: readonly Finding[], options: LoadOptions): ConfigIssue[] {
  const { inspection, file } = inspectValues(options);
  return issuesOf({ ...inspection, findings }, file(), options);
}

function inspectValues({
  project,
  stack,
  directory,
  values,
  secretKeys = secretKeysFromEngine(),
}: LoadOptions) {
  const file = onceOnly(() => readStackFile(directory, stack));
  const encrypted = () => {
    const found = file();
    return found && encryptedOptions(found, project);
  };
  const clear = () => {
    const found = file();
    return found === undefined ? [] : clearCredentials(found, project);
  };
  const inspection = inspect({
    project,
    values,
    secretKeys,
    encryptedOptions: encrypted,
    clearCredentials: clear,
  });
  return { inspection, file };
}

/** The result of the first call, for all. */
function onceOnly<T>(read: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: read() };
    return known.value;
  };
}

/** Everything that is wrong, with its places; what keeps the file from being read comes alone. */
export function issuesOf(
  inspection: Pick<Inspection, "own" | "encrypted" | "encryptedOptions"> & { findings: readonly Finding[] },
  file: StackFile | undefined,
  { project, stack }: StackPlace,
): ConfigIssue[] {
  const fileName = stackFileName(stack);
  const { findings, own, encrypted, encryptedOptions: hidden } = inspection;
  const broken = file && brokenYaml(file);
  if (broken !== undefined) return [broken];
  const isForeign = findings.some(({ refusal }) => refusal.code === "unknown-project");
  if (Object.keys(own).length === 0 && !isForeign) return [noConfig(fileName, file !== undefined, project)];
  const known = knownKeys(stackConfigSchema);
  return reportFindings(findings, {
    project,
    file,
    fileName,
    values: own,
    encrypted,
    encryptedOptions: hidden,
    knownKeys: known,
  });
}

function noConfig(file: string, exists: boolean, project: string): ConfigIssue {
  const message = exists ? `${file} has no setting of \`${project}\`.` : `There is no ${file} here.`;
  const name = file.replace(/^Pulumi\.|\.yaml$/g, "");
  const fix = `Run \`make up\`, or \`bin/centrifugo-swarm config init --stack ${name}\`.`;
  const code = exists ? "no-config" : "no-stack-file";
  return { code, severity: "error", path: "", message, fix, file, origin: "file" };
}
