import { type FormatName, formatNames } from "../report/format.ts";
import { defineCommand, type ExitCode } from "./command.ts";
import { usageError } from "./usage-error.ts";

const name = "centrifugo-swarm check";

export const command = defineCommand({
  options: {
    live: { type: "boolean", help: "check what runs on the Swarm that your docker client talks to" },
    stack: {
      type: "string",
      value: "NAME",
      help: "check what our program would deploy with Pulumi.NAME.yaml",
    },
    directory: {
      type: "string",
      value: "DIR",
      help: "with --stack: where Pulumi.yaml and the stack file lie",
    },
    name: {
      type: "string",
      value: "STACK",
      help: "the stack's name: with files the one that it is deployed as, with --live\nthe one to look at (default: all services)",
    },
    "env-file": {
      type: "string",
      value: "PATH",
      help: "variables for stack files, beside the environment; `docker stack deploy`\nitself reads no .env",
    },
    format: {
      type: "string",
      value: "NAME",
      choices: [...formatNames],
      help: "pretty (default), json, sarif, junit, github or markdown",
    },
    "fail-on": {
      type: "string",
      value: "LEVEL",
      choices: ["error", "warning", "info", "never"],
      help: "the least severity that makes the exit code 1: error (default), warning, info\nor never",
    },
    config: {
      type: "string",
      value: "PATH",
      help: "suppressions and levels (default: centrifugo-swarm.yaml in the folder of\nthe first file or in this one, if it is there)",
    },
    "show-not-checkable": { type: "boolean", help: "list what no rule could tell, each with the reason" },
    explain: { type: "string", value: "RULE", help: "print the page of a rule" },
    list: { type: "boolean", help: "print all rules" },
  },
  positional: {
    name: "FILES",
    multiple: true,
    help: "stack files as `docker stack deploy -c` takes them; several are merged in order",
  },
  notes: [
    "A finding is left alone with a comment on its line or above its block, and a reason:\n  # centrifugo-swarm-ignore RULE: why this is right here\nor in centrifugo-swarm.yaml: `ignore: [{ rule, service, reason }]`; `levels: { RULE: warning }` changes\nseverities.",
    "Exit code: 0 clean, 1 findings at or above --fail-on, 2 wrong usage or unreadable input. Errors go to\nstandard error, so what is printed is whole or nothing.",
  ],
  examples: [
    ["check docker-stack.yml", "check a stack file"],
    [
      "check base.yml production.yml --env-file production.env",
      "check what two files and their variables make",
    ],
    ["check --live --name chat", "check the services of the stack chat as they run"],
    ["check --stack dev --format github", "check our own program, with annotations for GitHub Actions"],
    ["check --explain use-one-token-secret", "say what a rule is about"],
  ],
  async run(values, _first, files): Promise<ExitCode> {
    if (values.list === true) return print(await (await import("./check/list.ts")).listRules());
    if (values.explain !== undefined)
      return print(await (await import("./check/explain.ts")).explainRule(values.explain));
    const chosen = [files.length > 0, values.live === true, values.stack !== undefined].filter(Boolean);
    if (chosen.length > 1) throw usageError(name, "FILES, --live and --stack cannot be mixed.");
    if (chosen.length === 0) throw (await import("./check/nothing-to-check.ts")).nothingToCheck(name);
    const idle = idleOption(values, files.length > 0);
    if (idle !== undefined) throw usageError(name, idle);
    const { check } = await import("./check/run.ts");
    const { text, failed } = await check({
      files,
      live: values.live === true,
      stack: values.stack,
      directory: values.directory,
      name: values.name,
      envFile: values["env-file"],
      config: values.config,
      format: formatOf(values.format),
      failOn: failOnOf(values["fail-on"]),
      showNotChecked: values["show-not-checkable"] === true,
    });
    print(text);
    return failed ? 1 : 0;
  },
});

/** An option that would say nothing about what is checked. */
function idleOption(
  values: {
    readonly stack?: string | undefined;
    readonly directory?: string | undefined;
    readonly name?: string | undefined;
    readonly "env-file"?: string | undefined;
  },
  hasFiles: boolean,
): string | undefined {
  if (values["env-file"] !== undefined && !hasFiles) return "--env-file goes with FILES only.";
  if (values.directory !== undefined && values.stack === undefined)
    return "--directory goes with --stack only.";
  if (values.name !== undefined && values.stack !== undefined)
    return "--name goes with FILES and --live; a Pulumi stack has the name that --stack gives.";
  return undefined;
}

function print(text: string): ExitCode {
  process.stdout.write(text);
  return 0;
}

/** The parser has refused everything else. */
function formatOf(written: string | undefined): FormatName {
  return formatNames.find((one) => one === written) ?? "pretty";
}

function failOnOf(written: string | undefined) {
  const levels = ["error", "warning", "info", "never"] as const;
  return levels.find((one) => one === written) ?? "error";
}
