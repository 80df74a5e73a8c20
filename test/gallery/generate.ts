/** Writes docs/doctor-faults.md; `make docs` calls it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { faultsPage } from "./page.ts";

writeFileSync(join(import.meta.dirname, "../../docs/doctor-faults.md"), faultsPage());
