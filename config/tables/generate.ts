/**
 * Writes the generated files of this folder from what a Centrifugo says about itself, not yet formatted.
 *
 *     node config/tables/generate.ts CENTRIFUGO_BINARY
 *
 * `make tables` builds the pinned Centrifugo, does the same, and formats.
 */
import { writeTables } from "./generate-tables.ts";

const [binary] = process.argv.slice(2);
if (binary === undefined) {
  process.stderr.write("usage: node config/tables/generate.ts CENTRIFUGO_BINARY\n");
  process.exit(2);
}
writeTables(binary);
