import { defineCommand, type ExitCode } from "./command.ts";
import { stackOptions } from "./stack-place.ts";
import { usageError } from "./usage-error.ts";

const name = "centrifugo-swarm report";

export const command = defineCommand({
  options: {
    events: {
      type: "string",
      value: "FILE",
      help: "what `make ci-preview` wrote, or - for what `pulumi preview --json` prints\nwith PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true; in a file that has secrets in it",
    },
    log: {
      type: "string",
      value: "FILE",
      help: "what the preview wrote to standard error; shown where it ended before\nany event",
    },
    findings: {
      type: "string",
      value: "FILE",
      help: "what `check --format json` printed: rules with file and line",
    },
    output: { type: "string", value: "FILE", help: "write there instead of to standard output" },
    title: {
      type: "string",
      value: "TEXT",
      help: "words before the headline, such as the name of the Swarm",
    },
    format: {
      type: "string",
      value: "NAME",
      choices: ["markdown", "json"],
      help: "markdown (default) or json",
    },
    post: {
      type: "string",
      value: "WHERE",
      choices: ["github"],
      help: "github: write the one comment of the pull request again, or make it; needs\nGITHUB_TOKEN and GITHUB_REPOSITORY",
    },
    "pull-request": {
      type: "string",
      value: "NUMBER",
      help: "the pull request to comment on (default: the one that the job runs for)",
    },
    "no-fail": {
      type: "boolean",
      help: "exit with 0 also where the pull request must not be merged as it is",
    },
    stack: {
      type: "string",
      value: "NAME",
      help: "the stack, where the preview may end before it names it (default: the\nvariable STACK, else dev)",
    },
    directory: stackOptions.directory,
  },
  notes: [
    "The comment says what changes on the Swarm, what it means for connected clients and their history, which\nrules have spoken, and where; it is kept within 64,000 characters. No secret gets into it. How it is worked\nout: docs/report.md.",
    "Exit code: 0 the report is written and nothing speaks against merging; 1 the preview failed or was stopped,\na rule forbids the change, or GitHub took no comment (the report is written first); 2 wrong usage or\nunreadable input.",
  ],
  examples: [
    ["report --events preview.ndjson", "print the comment"],
    ["report --findings check.json", "say what the rules see, where no preview can be made, as for a fork"],
    [
      "report --events preview.ndjson --log preview.log --findings check.json --post github",
      "comment on the pull request that the job runs for",
    ],
  ],
  async run(values): Promise<ExitCode> {
    const { events, log, findings, output, title, format, post, stack, directory } = values;
    if (events === undefined && log === undefined && findings === undefined)
      throw usageError(
        name,
        "there is nothing to report on.",
        "give --events FILE, --findings FILE or both.",
      );
    if (values["pull-request"] !== undefined && post === undefined)
      throw usageError(name, "--pull-request goes with --post only.");
    const { report } = await import("./report/run.ts");
    const { forbidden } = await report(
      {
        events,
        log,
        findings,
        output,
        title,
        format: format === "json" ? "json" : "markdown",
        post: post === "github",
        pullRequest: values["pull-request"],
        stack,
        directory,
      },
      process.env,
    );
    return forbidden && values["no-fail"] !== true ? 1 : 0;
  },
});
