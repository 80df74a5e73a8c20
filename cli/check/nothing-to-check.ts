import { readdirSync } from "node:fs";
import type { UserError } from "../../config/user-error.ts";
import { usageError } from "../usage-error.ts";

/** Says what may be checked, with the stack files that lie here. */
export function nothingToCheck(command: string): UserError {
  const here = readdirSync(".").filter((file) => /(stack|compose)[\w.-]*\.ya?ml$/i.test(file));
  const files = here.filter((file) => !/^Pulumi\./.test(file));
  const stacks = readdirSync(".").flatMap((file) => /^Pulumi\.([\w-]+)\.yaml$/.exec(file)?.[1] ?? []);
  const ways = [
    ...(files.length > 0 ? files.slice(0, 3) : ["FILE"]).map((file) => `${command} ${file}`),
    ...stacks.slice(0, 3).map((stack) => `${command} --stack ${stack}`),
    `${command} --live`,
  ];
  return usageError(command, "there is nothing to check.", `write ${ways.join(", or ")}.`);
}
