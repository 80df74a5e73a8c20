import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fromCompose } from "../../model/from-compose.ts";
import type { StackModel } from "../../model/model.ts";
import type { Origin } from "../../model/value.ts";
import { readPulumiProgram } from "./pulumi-program.ts";

/** A stack file with what lies beside it, as an example of a rule. */
export interface Fixture {
  /** `bad`, `bad-2`, `good` … */
  readonly name: string;
  /** `stack.yaml` first. */
  readonly files: readonly FixtureFile[];
  /** Places that are marked, such as `stack.yaml:7`. */
  readonly marked: readonly string[];
  readonly model: StackModel;
  /** Where the model was read from, which is gone. */
  readonly folder: string;
}

/** One file of a fixture. */
export interface FixtureFile {
  readonly name: string;
  /** With its marks. */
  readonly text: string;
}

const stackFile = "stack.yaml";
/** In the place of a stack file, for rules about what only Pulumi does. */
const programFile = "Pulumi.yaml";
/** Holds `NAME=value` lines: the environment that the stack is deployed from. */
const environmentFile = "env";
const mark = / # <--$/;

/** Names of the fixtures in a rule's folder that begin with `kind`, in order; none where there is no folder. */
export function fixtureNames(folder: string, kind: "bad" | "good"): readonly string[] {
  return namesIn(folder).filter((name) => name === kind || name.startsWith(`${kind}-`));
}

/**
 * Reads a fixture. The model is read from a copy without the marks: an `.env` or a `.conf` knows no comment at the
 * end of a line. Throws where there is no stack file that can be read.
 */
export function readFixture(folder: string): Fixture {
  const files = namesIn(folder)
    .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }))
    .sort((one, other) => Number(other.name === stackFile) - Number(one.name === stackFile));
  return { name: basename(folder), files, marked: files.flatMap(marksIn), ...readModel(files) };
}

/** The text without its marks. */
export function withoutMarks(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(mark, ""))
    .join("\n");
}

/** `stack.yaml:7`; undefined where a value has no place in a file. */
export function placeIn({ file, line }: Origin): string | undefined {
  return file === undefined || line === undefined ? undefined : `${basename(file)}:${line}`;
}

/** True where a line of the file is marked. */
export function isMarked(file: FixtureFile): boolean {
  return marksIn(file).length > 0;
}

function marksIn({ name, text }: FixtureFile): readonly string[] {
  return text.split("\n").flatMap((line, index) => (mark.test(line) ? [`${name}:${index + 1}`] : []));
}

function readModel(files: readonly FixtureFile[]): Pick<Fixture, "model" | "folder"> {
  const program = files.find(({ name }) => name === programFile);
  if (program !== undefined)
    return { model: readPulumiProgram(withoutMarks(program.text), programFile), folder: "." };
  const copy = mkdtempSync(join(tmpdir(), "rule-example-"));
  try {
    for (const { name, text } of files) writeFileSync(join(copy, name), withoutMarks(text));
    const model = fromCompose({ files: [join(copy, stackFile)], environment: environmentOf(files) });
    // The copy is under no version control; the examples are.
    const sourceFiles = model.sourceFiles.map((file) => ({ ...file, committed: true }));
    return { model: { ...model, sourceFiles }, folder: copy };
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function environmentOf(files: readonly FixtureFile[]): Readonly<Record<string, string>> {
  return environmentIn(files.find(({ name }) => name === environmentFile)?.text ?? "");
}

/** Variables by name, from lines `NAME=value`. */
export function environmentIn(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]),
  );
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
