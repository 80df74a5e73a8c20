/**
 * Writes what is generated from the settings: the JSON Schema for editors, not yet formatted, and the page of all
 * settings. `make docs` calls it and formats.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stackFileSchema } from "./json-schema/stack-file-schema.ts";
import { settingsPage } from "./settings-page/page.ts";

const root = join(import.meta.dirname, "..");
const schema = stackFileSchema();
writeFileSync(join(root, "config/stack-file.schema.json"), JSON.stringify(schema));
writeFileSync(join(root, "docs/config.md"), settingsPage(schema));
