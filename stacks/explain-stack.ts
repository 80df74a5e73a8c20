import { optionNames } from "../config/centrifugo/option-path.ts";
import type { ResolvedOption } from "../config/centrifugo/resolve.ts";
import { isSecretLeaf } from "../config/centrifugo/secret-leaves.ts";
import { locate } from "../config/locate.ts";
import { pathText } from "../config/path-text.ts";
import type { StackConfig } from "../config/stack-config.ts";
import type { StackFile } from "../config/stack-file.ts";
import { fieldAt } from "../config/tables/centrifugo.ts";
import { centrifugoOptions } from "./centrifugo-options.ts";
import type { StackIdentity } from "./names.ts";

/** One option of Centrifugo: what the stack sets it to, and why. */
export interface ExplainedOption {
  /** `channel.namespaces[org].history_ttl` */
  readonly option: string;
  /** As JSON; undefined: a secret. */
  readonly value: string | undefined;
  /** Centrifugo's own default, as text; undefined: empty. */
  readonly default: string | undefined;
  /** The setting of the stack file that says so; undefined: the deployment itself. */
  readonly setting: string | undefined;
  /** Line of that setting, counted from 1. */
  readonly line: number | undefined;
  /** Half a sentence. */
  readonly why: string;
}

/** Every option that the stack sets, in the order of their names. */
export function explainStack(
  config: StackConfig,
  identity: StackIdentity,
  file: StackFile | undefined,
): ExplainedOption[] {
  return centrifugoOptions(config, identity)
    .map((option) => explainOption(option, identity, file))
    .sort((a, b) => (a.option < b.option ? -1 : 1));
}

function explainOption(
  resolved: ResolvedOption,
  { project }: StackIdentity,
  file: StackFile | undefined,
): ExplainedOption {
  const { option, value, raw, intention } = resolved;
  const setting = raw === undefined ? intention?.setting : ["centrifugo", ...raw];
  const place = file === undefined || setting === undefined ? undefined : locate(file, project, setting);
  const span = place?.key ?? place?.value;
  const field = fieldAt(optionNames(option));
  return {
    option: resolved.key,
    value: resolved.secret || isSecretLeaf(resolved) ? undefined : JSON.stringify(value),
    default: field !== undefined && "default" in field ? field.default : undefined,
    setting: setting === undefined ? undefined : pathText(setting),
    line: span === undefined || place?.found !== true ? undefined : file?.lines.linePos(span[0]).line,
    why: raw === undefined ? (intention?.why ?? "") : whyRaw(resolved),
  };
}

/** What an option in `centrifugo:` is instead of. */
function whyRaw({ intention, value }: ResolvedOption): string {
  if (intention === undefined || JSON.stringify(intention.value) === JSON.stringify(value))
    return "set by hand";
  return intention.secret === true
    ? "set by hand"
    : `set by hand instead of ${JSON.stringify(intention.value)}`;
}
