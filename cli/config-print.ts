import { UserError } from "../config/user-error.ts";
import { defineCommand, type ExitCode } from "./command.ts";
import { stackOptions, stackPlace } from "./stack-place.ts";

export const command = defineCommand({
  positional: {
    name: "FILE",
    help: "a file that a task gets, such as centrifugo-config, redis-config or\ntraefik-static; without one, the settings of the stack with their defaults",
  },
  options: {
    ...stackOptions,
    list: { type: "boolean", help: "list the files that can be printed" },
  },
  notes: ["Needs no Pulumi, no Docker and no network. Secrets are shown as `[secret]`."],
  examples: [
    ["config print", "everything that the stack dev says, with its defaults"],
    ["config print centrifugo-config --stack production", "the config.json that Centrifugo gets"],
    ["config print --list", "which files there are"],
  ],
  async run(values, wanted): Promise<ExitCode> {
    const [{ printedFiles, resolvedSettings }, { soundStack }] = await Promise.all([
      import("../stacks/print-stack.ts"),
      import("./sound-stack.ts"),
    ]);
    const place = await stackPlace(values);
    const { config } = soundStack(place);
    if (wanted === undefined && values.list !== true) {
      const { stringify } = await import("yaml");
      process.stdout.write(stringify(resolvedSettings(config)));
      return 0;
    }
    const files = printedFiles(config, place);
    if (values.list === true) {
      process.stdout.write(files.map(({ name, path }) => `${name.padEnd(24)}${path}\n`).join(""));
      return 0;
    }
    const file = files.find(({ name, path }) => name === wanted || path === wanted);
    if (file === undefined) {
      const names = files.map(({ name }) => name).join(", ");
      throw new UserError(`there is no file ${wanted}.`, { fix: `choose one of ${names}.`, exitCode: 2 });
    }
    process.stdout.write(file.content);
    return 0;
  },
});
