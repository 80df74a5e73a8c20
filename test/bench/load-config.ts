import { readFileSync } from "node:fs";
import { z } from "zod";
import { loadStackConfig } from "../../config/load.ts";

/** A process of its own that loads and checks a stack's configuration, as `pulumi up` begins. */
const [project = "", stack = "", directory = "", valuesFile = ""] = process.argv.slice(2);
const values = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(valuesFile, "utf8")));
loadStackConfig({ project, stack, directory, values });
