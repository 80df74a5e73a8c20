import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import type { Document, LineCounter, Pair } from "yaml";
import { UserError } from "./user-error.ts";

// Only mistakes need positions, so a configuration without any is loaded without the YAML parser.
const require = createRequire(import.meta.url);
export const yaml = (): typeof import("yaml") => require("yaml");

/** A stack file as its author wrote it: for positions and excerpts, the values come from Pulumi. */
export interface StackFile {
  /** For example `Pulumi.dev.yaml`. */
  name: string;
  text: string;
  document: Document;
  lines: LineCounter;
}

/** Where Pulumi keeps the configuration of a stack; an organisation and project before its name do not count. */
export function stackFileName(stack: string): string {
  return `Pulumi.${basename(stack)}.yaml`;
}

/**
 * Reads a stack file; undefined when there is none.
 *
 * @throws UserError when it cannot be read.
 */
export function readStackFile(directory: string, stack: string): StackFile | undefined {
  const name = stackFileName(stack);
  let text: string;
  try {
    text = readFileSync(join(directory, name), "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT") return undefined;
    const fix = "Check that it is a file and that you may read it.";
    throw new UserError(`${name} cannot be read (${String(code)}).`, { fix, exitCode: 2 });
  }
  return parseStackFile(name, text);
}

/** Parses the text of a stack file; mistakes in the YAML are in `document.errors`. */
export function parseStackFile(name: string, text: string): StackFile {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    merge: true,
    prettyErrors: false,
    // What is odd in it is said by our own check; the parser would write to standard error.
    logLevel: "error",
  });
  return { name, text, document, lines };
}

/** A setting of the stack file under `config:`. */
export interface ConfigEntry {
  /** As written, for example `centrifugo-swarm:domain`. */
  written: string;
  /** The key when it belongs to this project, for example `domain`. */
  key: string | undefined;
  pair: Pair;
}

/** The settings under `config:`, in the order of the file; none when it has no such map. */
export function configEntries({ document }: StackFile, project: string): ConfigEntry[] {
  const { isMap } = yaml();
  const config = isMap(document.contents) ? document.contents.get("config", true) : undefined;
  if (!isMap(config)) return [];
  return config.items.map((pair) => {
    const written = keyText(pair);
    return { written, key: projectKey(written, project), pair };
  });
}

/** The text of a pair's key, as JavaScript sees it. */
export function keyText({ key }: Pair): string {
  return yaml().isScalar(key) ? String(key.value) : "";
}

/** The name of a setting of this project: `domain`, `<project>:domain` and `<project>:config:domain` are the same. */
export function projectKey(written: string, project: string): string | undefined {
  const [namespace, name = ""] = written.replace(":config:", ":").split(/:(.*)/s);
  if (!written.includes(":")) return written;
  return namespace === project ? name : undefined;
}
