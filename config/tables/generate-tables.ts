import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildGroups } from "./build-table.ts";
import { checkTable } from "./check-table.ts";
import { readBinary } from "./read-binary.ts";
import { rootGroup } from "./stored-groups.ts";
import { writeTypes } from "./write-types.ts";

/** Texts of the generated files by name, not yet formatted; throws where the binary contradicts itself. */
export function generateTables(binary: string): ReadonlyMap<string, string> {
  const facts = readBinary(binary);
  const groups = buildGroups(facts.options, facts.variables);
  checkTable(groups, facts);
  const { version, flags } = facts;
  return new Map([
    ["centrifugo-v6.json", JSON.stringify({ version, root: rootGroup, groups, flags })],
    ["centrifugo-options.ts", writeTypes(groups, rootGroup, version)],
  ]);
}

/** Writes the generated files, not yet formatted. */
export function writeTables(binary: string): void {
  for (const [file, text] of generateTables(binary)) writeFileSync(join(import.meta.dirname, file), text);
}
