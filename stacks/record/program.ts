import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { yaml } from "../../config/stack-file.ts";
import { UserError } from "../../config/user-error.ts";

const entryPoints = ["index.ts", "index.js", "index.mts", "index.mjs"];

/**
 * The file that Pulumi would start for the project in a folder: `main` of its Pulumi.yaml, by default `index`.
 *
 * @throws UserError when there is none, or it is no program for Node.
 */
export function programOf(directory: string): string {
  const project = readProjectFile(directory);
  const runtime = entry(project, "runtime");
  const language = typeof runtime === "string" ? runtime : entry(runtime, "name");
  if (language !== "nodejs") {
    throw new UserError(`Only a program for Node can be recorded, and ${directory} has none.`, {
      fix: "Check what it deploys with the policy pack: `pulumi preview --policy-pack policies`.",
      exitCode: 2,
    });
  }
  const main = entry(project, "main");
  const given = join(directory, typeof main === "string" ? main : ".");
  const isFolder = statSync(given, { throwIfNoEntry: false })?.isDirectory() === true;
  const candidates = isFolder ? entryPoints.map((name) => join(given, name)) : [given];
  const found = candidates.find((file) => existsSync(file));
  if (found !== undefined) return realpathSync(found);
  throw new UserError(`The program ${candidates[0]} does not exist.`, {
    fix: "Name it in Pulumi.yaml: `main: index.ts`.",
    exitCode: 2,
  });
}

function readProjectFile(directory: string): unknown {
  const file = join(directory, "Pulumi.yaml");
  try {
    return yaml().parse(readFileSync(file, "utf8"), { logLevel: "error" });
  } catch {
    throw new UserError(`${file} cannot be read.`, {
      fix: "Check that it is there, that you may read it, and that it is YAML.",
      exitCode: 2,
    });
  }
}

function entry(map: unknown, key: string): unknown {
  return typeof map === "object" && map !== null ? Reflect.get(map, key) : undefined;
}
