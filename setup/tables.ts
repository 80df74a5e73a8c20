import { writeTables } from "../config/tables/generate-tables.ts";
import { centrifugoBinary } from "../lab/index.ts";
import { reportTo } from "./console.ts";
import { main } from "./main.ts";

/** Reads the options of a Centrifugo again: of the binary that CENTRIFUGO names, else of the pinned one. */
await main(import.meta.url, async () => {
  const binary = process.env["CENTRIFUGO"] || (await centrifugoBinary(reportTo(process.stderr)));
  writeTables(binary);
});
