/**
 * Writes the tables of option names beside this file.
 *
 *     node policies/tables/generate.ts CENTRIFUGO_BINARY V5_MAIN_GO V5_RENAMES_TSV
 *
 * and then `biome format --write policies/tables`.
 *
 * CENTRIFUGO_BINARY: a Centrifugo v6; it lists its own variables and flags.
 * V5_MAIN_GO: `main.go` of the last v5 release, whose map `defaults` holds every v5 key.
 * V5_RENAMES_TSV: `v5 key <tab> v6 key`, from the configuration converter in Centrifugo's documentation.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [binary, v5Main, v5Renames] = process.argv.slice(2);
if (binary === undefined || v5Main === undefined || v5Renames === undefined) {
  process.stderr.write(
    "usage: node policies/tables/generate.ts CENTRIFUGO_BINARY V5_MAIN_GO V5_RENAMES_TSV\n",
  );
  process.exit(2);
}

const prefix = "CENTRIFUGO_";
/** Lists whose entries have variables of their own: `CENTRIFUGO_<LIST>_<ENTRY>_<OPTION>`. */
const lists: Readonly<Record<string, readonly string[]>> = {
  CHANNEL_NAMESPACES: ["channel", "namespaces"],
  RPC_NAMESPACES: ["rpc", "namespaces"],
  PROXIES: ["proxies"],
  CONSUMERS: ["consumers"],
};
const sampleEntry = "SAMPLE";

write("centrifugo-v6.json", {
  version: run(["version"]).match(/\d+\.\d+\.\d+/)?.[0] ?? "unknown",
  variables: names(run(["defaultenv"])),
  entryOptions: Object.fromEntries(Object.keys(lists).map((list) => [list, entryOptions(list)])),
  flags: [...run(["--help"]).matchAll(/^ +(?:-\w, )?--([\w.]+)/gm)].map((match) => match[1] ?? ""),
});
write("centrifugo-v5.json", v5Variables(readFileSync(v5Main, "utf8"), readFileSync(v5Renames, "utf8")));

function run(args: readonly string[]): string {
  return execFileSync(binary ?? "", args, { encoding: "utf8", env: {} });
}

function names(listing: string): string[] {
  return [...listing.matchAll(/^CENTRIFUGO_([A-Z0-9_]+)=/gm)].map((match) => match[1] ?? "").sort();
}

function entryOptions(list: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), "centrifugo-options-"));
  try {
    const base = join(folder, "config.json");
    const entry = { name: sampleEntry, endpoint: "http://sample", type: "kafka" };
    const config = (lists[list] ?? []).reduceRight<unknown>((inner, key) => ({ [key]: inner }), [entry]);
    writeFileSync(base, JSON.stringify(config));
    const start = `${list}_${sampleEntry}_`;
    return names(run(["defaultenv", "--base", base]))
      .filter((name) => name.startsWith(start))
      .map((name) => name.slice(start.length));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Each v5 variable with its v6 name; an empty name: v6 has none. */
function v5Variables(mainGo: string, renames: string): Record<string, string> {
  const defaults = mainGo.match(/var defaults = map\[string\]any\{([\s\S]*?)\n\}/)?.[1] ?? "";
  const found = new Map<string, string>();
  for (const match of defaults.matchAll(/^\t"([\w.]+)":/gm)) found.set(variable(match[1] ?? ""), "");
  for (const line of renames.split("\n")) {
    const [from, to] = line.split("\t");
    if (from !== undefined && to !== undefined && !from.startsWith("#"))
      found.set(variable(from), variable(to));
  }
  return Object.fromEntries([...found].sort(([a], [b]) => a.localeCompare(b)));
}

function variable(key: string): string {
  return key.trim().toUpperCase().replaceAll(".", "_");
}

/** One name a line, without the prefix that all share. */
function write(file: string, table: unknown): void {
  writeFileSync(join(import.meta.dirname, file), `${JSON.stringify({ prefix, ...wrap(table) }, null, 2)}\n`);
}

function wrap(table: unknown): object {
  return typeof table === "object" && table !== null && "variables" in table ? table : { variables: table };
}
