import { UserError } from "../config/user-error.ts";
import type { StackModel } from "../model/model.ts";
import { checkModel } from "../policies/check-model.ts";

/**
 * Runs all rules and refuses the stack when one of them finds an error.
 *
 * @throws UserError that lists every error with its fix.
 */
export function refuseViolations(model: StackModel): void {
  const errors = checkModel(model).filter(
    ({ kind, severity }) => kind === "violation" && severity === "error",
  );
  if (errors.length === 0) return;
  const list = errors.map(({ rule, message, fix }) => `- ${message} (${rule})\n  fix: ${fix}`);
  throw new UserError(`Nothing was changed: this deployment would not work.\n${list.join("\n")}`);
}
