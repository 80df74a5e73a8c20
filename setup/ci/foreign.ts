import { appendFile, open, writeFile } from "node:fs/promises";
import { UserError } from "../../config/user-error.ts";
import { reportTo } from "../console.ts";
import { main } from "../main.ts";
import { findPullRequest } from "./find-pull-request.ts";
import { readForeignFindings } from "./foreign-findings.ts";

/** Bytes of a fork's file that are read at most. */
const largest = 1_000_000;

/**
 * `make ci-foreign`: what may be said to the author of a fork. Reads FOREIGN, the file out of the fork's run,
 * and writes FINDINGS, for `report`; the pull request's number goes to the steps that follow as `number`.
 */
await main(import.meta.url, async () => {
  const report = reportTo(process.stdout);
  const findings = readForeignFindings(await readShort(required("FOREIGN")));
  const number = await findPullRequest(
    {
      repository: required("GITHUB_REPOSITORY"),
      fork: required("HEAD_REPOSITORY"),
      branch: required("HEAD_BRANCH"),
      commit: required("HEAD_SHA"),
    },
    required("GITHUB_API_URL"),
    required("GITHUB_TOKEN"),
  );
  await writeFile(required("FINDINGS"), `${JSON.stringify(findings, null, 2)}\n`);
  const outputs = process.env["GITHUB_OUTPUT"];
  if (outputs) await appendFile(outputs, `number=${number ?? ""}\n`);
  report(
    number === undefined
      ? "no open pull request has this commit as its newest: nothing to say"
      : `pull request ${number}: ${findings.findings.length} finding(s)`,
  );
});

async function readShort(path: string): Promise<string> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) {
    throw new UserError(`${path} cannot be read.`, {
      fix: "the run of the fork left no findings: its `config check` failed, which its author sees there.",
    });
  }
  try {
    const { size } = await file.stat();
    if (size > largest) throw new UserError(`${path} has ${size} bytes, more than a report has.`);
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}

function required(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new UserError(`${name} is not set.`, { exitCode: 2 });
}
