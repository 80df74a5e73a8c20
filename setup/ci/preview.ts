import { readFile, writeFile } from "node:fs/promises";
import { UserError, userErrorText } from "../../config/user-error.ts";
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
  // There in any case: a comment is due also where Pulumi could not even begin.
  await Promise.all([events, log].map((file) => writeFile(file, "", { mode: 0o600 })));
  try {
    const { context } = await openSession();
    await ensurePulumi(report, context.env);
    process.exitCode = await recordPreview(context, { events, log });
  } catch (error) {
    if (error instanceof UserError) await writeFile(log, `error: ${userErrorText(error)}\n`);
    throw error;
  }
  if (process.exitCode === 0) return report(`recorded in ${events}`);
  report(`failed with exit code ${process.exitCode}; see ${events} and:`);
  process.stdout.write(await readFile(log, "utf8"));
});
