import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { checksPage } from "./checks-page.ts";

writeFileSync(join(import.meta.dirname, "../../docs/doctor-checks.md"), checksPage());
