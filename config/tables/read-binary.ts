import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An option as `configdoc` prints it. */
export interface DocumentedOption {
  /** Such as `channel.namespaces[].history_size`. */
  readonly path: string;
  /** The type in Go's words, such as `[]string`. */
  readonly label: string;
  readonly isObject: boolean;
  /** Undefined: none is printed. */
  readonly default: string | undefined;
}

/** What a Centrifugo says about its own configuration. */
export interface BinaryFacts {
  readonly version: string;
  readonly options: readonly DocumentedOption[];
  /** Every variable without `CENTRIFUGO_`, with its default. */
  readonly variables: ReadonlyMap<string, string>;
  /** Names of command line flags, without `--`. */
  readonly flags: readonly string[];
  /** Variables of one entry of a list such as `channel.namespaces`, from the option on. */
  entryVariables(list: readonly string[]): ReadonlyMap<string, string>;
}

/** Asks a Centrifugo binary; throws where it cannot be run. */
export function readBinary(binary: string): BinaryFacts {
  const run = (...args: string[]) => execFileSync(binary, args, { encoding: "utf8", env: {} });
  return {
    version: run("version").match(/\d+\.\d+\.\d+/)?.[0] ?? "unknown",
    options: parseConfigdoc(run("configdoc", "-m")),
    variables: parseVariables(run("defaultenv")),
    flags: [...run("--help").matchAll(/^ +(?:-\w, )?--([\w.]+)/gm)].map((match) => match[1] ?? ""),
    entryVariables: (list) => readEntry(run, list),
  };
}

function parseConfigdoc(markdown: string): DocumentedOption[] {
  return markdown
    .split(/^(?=#+ `)/m)
    .filter((section) => section.startsWith("#"))
    .map((section) => {
      const match = section.match(
        /^#+ `(.+)`\n\nType: `(.+?)`( object)?(?:\. Default: `(.*)`)?\n\n(?:Env: .*\n\n)?([\s\S]*)$/,
      );
      const [, path, label, object, defaultValue] = match ?? [];
      if (path === undefined || label === undefined)
        throw new Error(`configdoc prints a section in a form that is not known here:\n${section}`);
      return { path, label, isObject: object !== undefined, default: defaultValue };
    });
}

function parseVariables(listing: string): Map<string, string> {
  const lines = listing.matchAll(/^CENTRIFUGO_([A-Z0-9_]+)=(.*)$/gm);
  return new Map([...lines].map(([, name = "", value = ""]) => [name, value.replace(/^"(.*)"$/, "$1")]));
}

/** Entries have variables only once they are named in a file, so one is named here. */
function readEntry(run: (...args: string[]) => string, list: readonly string[]): Map<string, string> {
  const name = "SAMPLE";
  const folder = mkdtempSync(join(tmpdir(), "centrifugo-options-"));
  try {
    const base = join(folder, "config.json");
    const entry = { name, endpoint: "http://sample", type: "kafka" };
    writeFileSync(
      base,
      JSON.stringify(list.reduceRight<unknown>((inner, key) => ({ [key]: inner }), [entry])),
    );
    const start = `${list.join("_").toUpperCase()}_${name}_`;
    const all = [...parseVariables(run("defaultenv", "--base", base))];
    const ofEntry = all.filter(([variable]) => variable.startsWith(start));
    return new Map(ofEntry.map(([variable, value]) => [variable.slice(start.length), value]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
