import { existsSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { withCommitted } from "./compose/committed-files.ts";
import { readEnvFile } from "./compose/env-file.ts";
import { interpolate, type Variables } from "./compose/interpolate.ts";
import { mergeFiles } from "./compose/merge.ts";
import { readNetworks } from "./compose/networks.ts";
import { readObjects, toSwarmSecret } from "./compose/objects.ts";
import { readTree } from "./compose/read-tree.ts";
import type { Reading } from "./compose/reading.ts";
import { isOnDefaultNetwork, prepareService, readService } from "./compose/service.ts";
import { StackFileError } from "./compose/stack-file-error.ts";
import { entriesOf, type Item, isOn, mapOf, textOf } from "./compose/tree.ts";
import { originMaker } from "./compose/values.ts";
import type { Remark, SourceFile, StackModel } from "./model.ts";
import { shownName } from "./shown-name.ts";

/** What `docker stack deploy` is given. */
export interface ComposeInput {
  /** Paths of stack files; later ones are merged over earlier ones. At least one. */
  readonly files: readonly string[];
  /** Variables for `${NAME}` in the files. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A file of further variables; `docker stack deploy` itself reads none. */
  readonly envFile?: string;
  /** Name that the stack is deployed under, which stands before the names of its objects. */
  readonly stackName?: string;
}

/**
 * Reads the stack model from stack files, with the place of every value.
 *
 * @throws StackFileError for what cannot be read, and for what `docker stack deploy` refuses to read.
 */
export function fromCompose(input: ComposeInput): StackModel {
  const { files, stackName } = input;
  const originOf = originMaker(files.length === 1);
  const remarks: Remark[] = [];
  const sourceFiles = new Map<string, SourceFile["kind"]>(files.map((file) => [file, "stack"]));
  const variable = variablesOf(input, sourceFiles);
  const onUnset = (name: string, place: Item["place"]): void => {
    const origin = originOf(`variable ${name}`, place);
    remarks.push({ kind: "unset-variable", variable: name, onlyIn: dotenvWith(name, files), origin });
  };
  const volumes = new Map<string, string>();
  const folder = dirname(resolve(files[0] ?? "."));
  const reading: Reading = {
    originOf,
    fullName: (key) => (stackName === undefined ? key : `${stackName}_${key}`),
    volumeName: (key) => volumes.get(key) ?? reading.fullName(key),
    resolve: (path) => (isAbsolute(path) ? path : join(folder, path)),
    show: shownPath,
    variable,
    sourceFiles,
    remarks,
  };
  const variables: Variables = { lookUp: variable, onUnset };
  const sections = entriesOf(files.map((file) => readFile(file, variables, reading)).reduce(mergeFiles));
  for (const [key, item] of entriesOf(sections.get("volumes"))) {
    const external = entriesOf(item).get("external");
    const name = textOf(entriesOf(item).get("name")) ?? textOf(entriesOf(external).get("name"));
    volumes.set(key, name ?? (isOn(external) ? key : reading.fullName(key)));
  }
  if (entriesOf(sections.get("services")).size === 0) throw noServices(files[0] ?? "");
  const objects = {
    config: readObjects("config", sections.get("configs"), reading),
    secret: readObjects("secret", sections.get("secrets"), reading),
  };
  const services = [...entriesOf(sections.get("services"))];
  const networks = new Set(entriesOf(sections.get("networks")).keys());
  const context = { objects, networks, stackName, reading };
  const needsDefault = services.some(([, item]) => isOnDefaultNetwork(item));
  return {
    source: "compose",
    services: services.map(([key, item]) => readService(key, item, context)),
    secrets: [...objects.secret.values()].map(toSwarmSecret),
    networks: readNetworks(sections.get("networks"), needsDefault, reading),
    objects: [...objects.config.values(), ...objects.secret.values()].map(({ object }) => object),
    stackName,
    remarks,
    sourceFiles: withCommitted(sourceFiles),
  };
}

/** Sections that Docker puts variables into. */
const interpolated: ReadonlySet<string> = new Set(["services", "volumes", "networks", "secrets", "configs"]);

function readFile(file: string, variables: Variables, reading: Reading): Item {
  const tree = readTree(file);
  checkFile(file, tree);
  const sections = [...entriesOf(tree)].map(([key, item]): readonly [string, Item] => {
    if (!interpolated.has(key)) return [key, item];
    const filled = interpolate(item, variables);
    if (key !== "services") return [key, filled];
    const services = [...entriesOf(filled)].map(
      ([name, service]) => [name, prepareService(service, reading)] as const,
    );
    return [key, { ...filled, value: new Map(services) }];
  });
  return { ...tree, value: new Map(sections) };
}

function checkFile(file: string, tree: Item): void {
  const sections = mapOf(tree);
  const services = sections?.get("services");
  const version = sections?.get("version");
  if (sections === undefined || (services === undefined && !hasObjects(sections))) {
    throw noServices(file);
  }
  if (version !== undefined && !/^3(\.\d+)?$/.test(textOf(version) ?? "")) {
    const fix = 'Write `version: "3.8"`; `docker stack deploy` reads no other version than 3.';
    throw new StackFileError({ message: "this is no version of a stack file.", ...version.place, fix });
  }
  for (const [name, item] of entriesOf(services)) {
    if (mapOf(item) !== undefined) continue;
    const fix = "Indent its settings below the name, `image` at least.";
    throw new StackFileError({ message: `service ${shownName(name)} has no settings.`, ...item.place, fix });
  }
}

function noServices(file: string): StackFileError {
  const fix = "Name a file that `docker stack deploy -c` takes.";
  return new StackFileError({
    message: `${shownName(file)} is no stack file: it has no services.`,
    file,
    fix,
  });
}

/** A file that is merged over another one may have no services. */
function hasObjects(sections: ReadonlyMap<string, Item>): boolean {
  return ["networks", "configs", "secrets", "volumes"].some((section) => sections.has(section));
}

/** The environment wins over the file. */
function variablesOf(
  { environment, envFile }: ComposeInput,
  sourceFiles: Map<string, SourceFile["kind"]>,
): Reading["variable"] {
  if (envFile === undefined) return (name) => environment[name];
  const place = { file: envFile, line: 1, column: 1 };
  const inFile = readEnvFile(envFile, envFile, place);
  sourceFiles.set(envFile, "env");
  return (name) => environment[name] ?? textOf(inFile.get(name));
}

/** A `.env` beside the first file or in the working directory that sets a variable. */
function dotenvWith(name: string, files: readonly string[]): string | undefined {
  const places = [join(dirname(resolve(files[0] ?? ".")), ".env"), resolve(".env")];
  const found = places.find((path) => existsSync(path) && hasVariable(readFileSync(path, "utf8"), name));
  return found === undefined ? undefined : shownPath(found);
}

function hasVariable(text: string, name: string): boolean {
  return text.split("\n").some((line) => line.replace(/^\s*(export\s+)?/, "").startsWith(`${name}=`));
}

function shownPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith("..") ? path : near;
}
