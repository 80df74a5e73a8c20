import type { StackPlace } from "../../config/load.ts";
import { plainValue } from "../../config/setting-text.ts";
import { configEntries, readStackFile } from "../../config/stack-file.ts";
import { isExternal } from "../../config/traefik-mode.ts";
import { UserError } from "../../config/user-error.ts";
import { secretsFor } from "../secrets.ts";
import type { Answers } from "./question.ts";
import { settingsOf } from "./settings.ts";

/** What a stack file that is there already says, by key; encrypted values are `{ secure: … }`. */
export type Existing = Readonly<Record<string, unknown>>;

export function readExisting({ directory, stack, project }: StackPlace): Existing | undefined {
  const file = readStackFile(directory, stack);
  if (file === undefined) return undefined;
  const entries = configEntries(file, project).flatMap(({ key, pair }): [string, unknown][] =>
    key === undefined ? [] : [[key, plainValue(file, pair.value)]],
  );
  return Object.fromEntries(entries);
}

/** Secrets that a stack file does not have yet. */
export function missingSecrets(existing: Existing): string[] {
  const certificate = isExternal(existing["traefik"]) ? [] : ["certificate", "certificateKey"];
  const wanted = [
    ...secretsFor({ testPage: existing["testPage"], redis: existing["redis"] }),
    ...certificate,
  ];
  return wanted.filter((key) => existing[key] === undefined);
}

/**
 * A stack file is never changed by answers, so answers that say something else are refused.
 *
 * @throws UserError that names each.
 */
export function refuseOtherAnswers(existing: Existing, answers: Answers, fileName: string): void {
  const other = Object.entries(settingsOf(answers)).flatMap(([key, wanted]) =>
    agrees(existing[key], wanted, key) ? [] : [key],
  );
  if (other.length === 0) return;
  throw new UserError(
    `${fileName} is there already and says something else about ${other.map((key) => `\`${key}\``).join(", ")} than the options.`,
    { fix: "change it in the file, which is never overwritten, and leave the options out.", exitCode: 2 },
  );
}

/** What has to be known about a stack file to bring it its certificate. */
export function saidByFile(existing: Existing): Answers {
  const { domain, tls } = existing;
  const mode = mapOf(tls)["mode"] ?? "development";
  return { ...(typeof domain === "string" && { domain }), tls: String(mode) };
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/** Of settings that are asked for, by their last key. */
const defaults: Readonly<Record<string, readonly string[]>> = {
  mode: ["managed", "development"],
  version: ["3"],
  entryPoint: ["websecure"],
};

/** True when everything that is wanted is there; more may be. */
function agrees(found: unknown, wanted: unknown, key: string): boolean {
  if (typeof wanted !== "object" || wanted === null) {
    // What the file leaves out has its default.
    if (found === undefined) return defaults[key]?.includes(String(wanted)) === true;
    return String(found) === String(wanted);
  }
  if (Array.isArray(wanted)) return JSON.stringify(found) === JSON.stringify(wanted);
  const inside = mapOf(found);
  return Object.entries(wanted).every(([name, value]) => agrees(inside[name], value, name));
}
