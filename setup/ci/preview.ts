import { readFile } from "node:fs/promises";
import { reportTo } from "../console.ts";
import { main } from "../main.ts";
import { ensurePulumi } from "../pulumi-home.ts";
import { openSession } from "../session.ts";
import { recordPreview } from "./record-preview.ts";

/**
 * `make ci-preview`: the preview of a pull request, for `report`. EVENTS and LOG name the files that it writes
 * (default: `preview.ndjson` and `preview.log`).
 */
await main(import.meta.url, async () => {
  const report = reportTo(process.stdout);
  const events = process.env["EVENTS"] || "preview.ndjson";
  const log = process.env["LOG"] || "preview.log";
  const { context } = await openSession();
  await ensurePulumi(report, context.env);
  const exitCode = await recordPreview(context, { events, log });
  process.exitCode = exitCode;
  report(exitCode === 0 ? `recorded in ${events}` : `failed with exit code ${exitCode}; see ${events} and:`);
  if (exitCode !== 0) process.stdout.write(await readFile(log, "utf8"));
});
