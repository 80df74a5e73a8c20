/** Writes docs/doctor-codes.md; `make docs` calls it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { codesPage } from "./page.ts";

writeFileSync(join(import.meta.dirname, "../../docs/doctor-codes.md"), codesPage());
