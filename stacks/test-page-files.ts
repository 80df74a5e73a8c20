import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import type { FileDefinition } from "./definition.ts";

/** uid of the user `node` in the official image. */
export const nodeUid = 1000;

const examples = join(import.meta.dirname, "..", "examples");
/** Where the two folders of `examples/` stand in the container. */
const home = "/app";
const kinds = new Set([".ts", ".json", ".html", ".css", ".svg"]);
const left = new Set(["tsconfig.json"]);

/** The file that Node starts. */
export const backendMain = `${home}/backend/main.ts`;

/**
 * The code of the example backend and its page, as it stands in `examples/`. It travels as Swarm configs, so
 * that nobody has to build an image or keep one in a registry.
 */
export function testPageFiles(): FileDefinition[] {
  return [...folder("backend"), ...folder("test-page"), library()];
}

function folder(name: string): FileDefinition[] {
  const files = readdirSync(join(examples, name)).filter(
    (file) => kinds.has(extname(file)) && !left.has(file),
  );
  return files.sort().map((file) => openFile(`${name}/${file}`, join(examples, name, file)));
}

/** The official client, as its package is built for browsers. */
function library(): FileDefinition {
  const found = createRequire(import.meta.url).resolve("centrifuge");
  return openFile("test-page/centrifuge.js", join(dirname(found), "..", "dist", "centrifuge.js"));
}

function openFile(path: string, source: string): FileDefinition {
  return {
    name: `test-page-${path.replace(/^test-page\//, "").replaceAll(/[/.]/g, "-")}`,
    path: `${home}/${path}`,
    content: readFileSync(source, "utf8"),
    secret: false,
    uid: nodeUid,
    mode: 0o444,
  };
}
