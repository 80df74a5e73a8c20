import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../config/user-error.ts";
import { rulePage } from "../../policies/check-model.ts";
import { hasColors } from "../../setup/console.ts";
import { nearest } from "../usage-error.ts";

/**
 * The page of a rule, for a terminal.
 *
 * @throws UserError with exit code 2 where there is no such rule.
 */
export async function explainRule(id: string): Promise<string> {
  const { rules } = await import("../../policies/rules/index.ts");
  if (!rules.some((rule) => rule.id === id)) {
    const near = await nearest(
      id,
      rules.map((rule) => rule.id),
    );
    throw new UserError(`there is no rule ${JSON.stringify(id)}.`, {
      fix: near === undefined ? "`centrifugo-swarm check --list` shows all." : `did you mean ${near}?`,
      exitCode: 2,
    });
  }
  const page = readFileSync(join(import.meta.dirname, "../..", rulePage(id)), "utf8");
  return hasColors(process.stdout) ? coloured(page) : page;
}

function coloured(page: string): string {
  return page
    .replaceAll(/^#+ (.*)$/gm, "\u001b[1m$1\u001b[22m")
    .replaceAll(/^```.*$/gm, "\u001b[2m$&\u001b[22m");
}
