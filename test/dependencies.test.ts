import { globSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { expect, test } from "vitest";

/**
 * What each folder may import. `config → stacks → index`, `model → policies → report`, and what starts
 * things on top; nothing points back.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  config: [],
  // Tables of names and samples, and the units of values, are facts that rules need as well.
  model: ["config/tables", "config/units"],
  policies: ["model", "config/tables", "config/units"],
  report: ["model", "policies", "config"],
  // The program checks what it is about to declare with the same rules.
  stacks: ["config", "model", "policies"],
  lab: ["config"],
  // What travels to the Swarm alone: nothing else of this project is there.
  examples: [],
  doctor: ["config", "model", "policies", "report", "lab"],
  setup: ["config", "model", "policies", "report", "stacks", "lab", "doctor"],
  cli: ["config", "model", "policies", "report", "stacks", "lab", "doctor", "setup"],
};

/** The only files of `model` and `policies` that may import Pulumi, so that a check starts fast. */
const mayImportPulumi = ["model/from-pulumi.ts", "policies/pack.ts"];

const root = posix.resolve(import.meta.dirname, "..");
const files = globSync("{config,examples,model,policies,report,stacks,lab,doctor,setup,cli}/**/*.ts", {
  cwd: root,
}).filter((file) => !file.includes("node_modules"));

test("there are files to look at", () => {
  expect(files).toContain("policies/pack.ts");
  expect(importsOf("policies/pack.ts")).toContain("@pulumi/policy");
});

test("folders import only what lies below them", () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((specifier) => specifier.startsWith("."))
      .map((specifier) => posix.join(posix.dirname(file), specifier))
      .filter((target) => !isAllowed(file, target))
      .map((target) => `${file} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

test("model and policies import Pulumi's runtime only where Pulumi is read or served", () => {
  const wrong = files.filter(
    (file) =>
      /^(model|policies)\//.test(file) &&
      !mayImportPulumi.includes(file) &&
      importsOf(file).some((specifier) => specifier.startsWith("@pulumi/")),
  );
  expect(wrong).toEqual([]);
});

test("only the pack constructs a PolicyPack", () => {
  const wrong = files.filter((file) => file !== "policies/pack.ts" && /new PolicyPack\(/.test(source(file)));
  expect(wrong).toEqual([]);
});

function isAllowed(file: string, target: string): boolean {
  const [from] = file.split("/");
  const [to, ...rest] = target.split("/");
  if (from === undefined || to === undefined || from === to) return true;
  // Files at the root that hold data, such as pins.json and package.json.
  if (rest.length === 0) return /\.json$/.test(to);
  return allowed[from]?.some((folder) => folder === to || target.startsWith(`${folder}/`)) ?? false;
}

/** Static imports and exports, and imports by call, except the ones of types alone. */
function importsOf(file: string): string[] {
  const code = source(file);
  const statements = [
    ...code.matchAll(/^(?:import|export)\s+(?!type\b)(?:[^;"']*?from\s*)?["']([^"']+)["']/gm),
  ];
  const types = [...code.matchAll(/^(?:import|export)\s+type\b[^;"']*?from\s*["']([^"']+)["']/gm)];
  const calls = [...code.matchAll(/\bimport\(\s*["']([^"']+)["']/g)];
  const relativeTypes = types.filter((match) => match[1]?.startsWith("."));
  return [...statements, ...relativeTypes, ...calls].map((match) => match[1] ?? "");
}

function source(file: string): string {
  return readFileSync(posix.join(root, file), "utf8");
}
