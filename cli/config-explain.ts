import { UserError } from "../config/user-error.ts";
import { hasColors } from "../setup/console.ts";
import type { ExplainedOption } from "../stacks/explain-stack.ts";
import { defineCommand, type ExitCode } from "./command.ts";
import { stackOptions, stackPlace } from "./stack-place.ts";

export const command = defineCommand({
  positional: {
    name: "OPTION",
    help: "an option of Centrifugo (client.allowed_origins), a section (channel) or a\nsetting of the stack file (namespaces.org); without one, every option that\nthe stack sets",
  },
  options: {
    ...stackOptions,
    format: { type: "string", choices: ["pretty", "json"], help: "for people (default), or for programs" },
  },
  notes: [
    "Settings such as `namespaces` turn into options of Centrifugo; so does what the deployment needs. This says\ninto which, and why. Needs no Pulumi, no Docker and no network. A secret's value is never shown.",
    "JSON is a list of objects: option, value (JSON; none for a secret), default, setting, line, why.",
  ],
  examples: [
    ["config explain", "every option of Centrifugo that this stack sets"],
    ["config explain namespaces.org --stack production", "what one setting turns into, and why"],
    ["config explain client", "options of one section"],
  ],
  async run(values, wanted): Promise<ExitCode> {
    const [{ explainStack }, { soundStack }] = await Promise.all([
      import("../stacks/explain-stack.ts"),
      import("./sound-stack.ts"),
    ]);
    const place = await stackPlace(values);
    const { config, file } = soundStack(place);
    const all = explainStack(config, place, file);
    const shown = wanted === undefined ? all : all.filter((one) => isMeant(one, wanted));
    if (wanted !== undefined && shown.length === 0) throw await nothingThere(wanted, all);
    if (values.format === "json") process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
    else process.stdout.write(shown.map((one) => pretty(one, file?.name ?? "")).join("\n"));
    return 0;
  },
});

function isMeant({ option, setting }: ExplainedOption, wanted: string): boolean {
  return [option, setting].some(
    (name) =>
      name === wanted || name?.startsWith(`${wanted}.`) === true || name?.startsWith(`${wanted}[`) === true,
  );
}

function pretty(
  { option, value, setting, line, why, default: standard }: ExplainedOption,
  file: string,
): string {
  const bold = (text: string) => (hasColors(process.stdout) ? `\u001b[1m${text}\u001b[22m` : text);
  const place = line === undefined ? file : `${file}:${line}`;
  const from = setting === undefined ? "the deployment" : `${setting} (${place})`;
  const instead =
    standard === undefined || value === undefined ? "" : `, Centrifugo's default is ${standard}`;
  return `${bold(option)} = ${value ?? "[secret]"}\n    ${from}: ${why}${instead}\n`;
}

/** An option that the stack leaves at its default is worth its own sentence; a misspelt one gets the nearest. */
async function nothingThere(wanted: string, all: readonly ExplainedOption[]): Promise<UserError> {
  const [{ fieldAt }, { nearMatch }] = await Promise.all([
    import("../config/tables/centrifugo.ts"),
    import("../config/near-match.ts"),
  ]);
  const field = fieldAt(wanted.replaceAll(/\[[^\]]*\]/g, "").split("."));
  if (field !== undefined) {
    const standard = "default" in field ? `: its default is ${field.default ?? "empty"}` : "";
    const fix = `set it under \`centrifugo:\`, and see docs/config.md.`;
    return new UserError(`this stack does not set ${wanted}${standard}.`, { fix });
  }
  const near = nearMatch(
    wanted,
    all.map(({ option }) => option),
  );
  return new UserError(`there is no option and no setting ${wanted}.`, {
    fix:
      near === undefined
        ? "run `config explain` without a name for all that are set."
        : `did you mean ${near}?`,
    exitCode: 2,
  });
}
