import { UserError } from "../config/user-error.ts";
import { defineCommand, type ExitCode } from "./command.ts";
import { stackOptions, stackPlace } from "./stack-place.ts";

export const command = defineCommand({
  options: stackOptions,
  notes: [
    "For a stack with `traefik.mode: external`. Prints a dynamic file of Traefik: the TLS option for HTTP/1.1 on\nthe websocket's host and a servers transport with a short dial timeout, each with the reason. Needs no\nPulumi, no Docker and no network, and changes nothing.",
  ],
  examples: [
    ["config traefik-file --stack production > centrifugo.yaml", "for the folder of the file provider"],
  ],
  async run(values): Promise<ExitCode> {
    const [{ traefikFile }, { isExternal }, { soundStack }] = await Promise.all([
      import("../stacks/traefik-file.ts"),
      import("../config/traefik-mode.ts"),
      import("./sound-stack.ts"),
    ]);
    const place = await stackPlace(values);
    const { config } = soundStack(place);
    if (!isExternal(config.traefik)) {
      throw new UserError("the stack has a Traefik of its own, which has all that it needs.", {
        fix: "set `traefik.mode: external` first, or see its files: config print traefik-tls.",
        exitCode: 2,
      });
    }
    process.stdout.write(traefikFile(config, place));
    return 0;
  },
});
