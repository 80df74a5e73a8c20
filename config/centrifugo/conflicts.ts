import type { Finding } from "../explain.ts";
import type { Refusal } from "../field.ts";
import { pathText } from "../path-text.ts";
import { type Intending, intentionsOf } from "./intentions.ts";
import { optionKey } from "./option-path.ts";
import { type Conflict, resolveOptions } from "./resolve.ts";

/** What `centrifugo:` says against the rest of the stack file or against what the deployment needs. */
export function conflictFindings(config: Intending & { readonly centrifugo: unknown }): Finding[] {
  // The address of the managed Redis has the stack's name in it; here any other one is a contradiction.
  const intentions = intentionsOf(config, "redis://<stack>_redis:6379");
  return resolveOptions(config.centrifugo, intentions).conflicts.map((conflict): Finding => {
    const path = ["centrifugo", ...conflict.raw.path];
    return { path, at: "key", refusal: refusalOf(conflict) };
  });
}

/** Says what contradicts what; neither value is quoted where one of them is a secret. */
function refusalOf({ raw, intention }: Conflict): Refusal {
  const key = optionKey(raw.option);
  const { setting, why, value, secret } = intention;
  if (setting === undefined) {
    const message = `this deployment needs another value: ${why}`;
    return { code: "conflicting-setting", message, fix: `Remove it; \`${key}\` is ${show(value)} here.` };
  }
  const name = pathText(setting);
  const says = secret === true ? "" : `, which makes it ${show(value)}`;
  const message = `it contradicts \`${name}\`${says} (${why})`;
  return { code: "conflicting-setting", message, fix: `Remove it here, or change \`${name}\`.` };
}

function show(value: unknown): string {
  if (value === "" || (Array.isArray(value) && value.length === 0)) return "empty";
  return typeof value === "string" ? `\`${value}\`` : `\`${JSON.stringify(value)}\``;
}
