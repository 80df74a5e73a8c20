import { readdirSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { extname, join } from "node:path";

export interface PageFile {
  readonly type: string;
  readonly content: string;
}

/** The official client, as its package is built for browsers. */
const library = "centrifuge.js";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".ts": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** What whoever has not signed in may see: the way in, and nothing else. */
const forEverybody = new Set([
  "login.html",
  "login.ts",
  "language.ts",
  "words.ts",
  "english.ts",
  "portuguese.ts",
  "style.css",
  "icon.svg",
]);

/** Reads the page's files by their paths, once; TypeScript without its types, as browsers want it. */
export function readPageFiles(folder: string, libraryFolder = folder): ReadonlyMap<string, PageFile> {
  const names = readdirSync(folder).filter((name) => extname(name) in types && name !== library);
  const files = names.map((name): [string, PageFile] => {
    const text = readFileSync(join(folder, name), "utf8");
    const content = name.endsWith(".ts") ? stripTypeScriptTypes(text) : text;
    return [`/${name}`, { type: types[extname(name)] ?? "", content }];
  });
  const script = readFileSync(join(libraryFolder, library), "utf8");
  return new Map([...files, [`/${library}`, { type: types[".js"] ?? "", content: script }]]);
}

/** The file for a path, and for `/` the page or the way to it; undefined: there is none, or not for them. */
export function fileFor(
  files: ReadonlyMap<string, PageFile>,
  path: string,
  isSignedIn: boolean,
): PageFile | undefined {
  const name = path === "/" ? (isSignedIn ? "index.html" : "login.html") : path.slice(1);
  return isSignedIn || forEverybody.has(name) ? files.get(`/${name}`) : undefined;
}
