import { isEncryptedText } from "../../config/centrifugo/check-options.ts";
import { parseJson } from "../../config/coerce.ts";
import type { FileCheckOptions } from "../../config/inspect-file.ts";
import { isExternalRedis } from "../../config/redis-mode.ts";
import { isSecretName, type SecretName } from "../../config/secrets.ts";
import { isEncrypted, plainValue, settingText } from "../../config/setting-text.ts";
import { configEntries, type StackFile } from "../../config/stack-file.ts";
import { isExternal } from "../../config/traefik-mode.ts";
import { UserError } from "../../config/user-error.ts";
import { isHostName } from "../../config/values/host-name.ts";
import { standInCertificate } from "./stand-in-certificate.ts";
import { type Run, standIn, standInText } from "./stand-ins.ts";

/** A configuration as Pulumi hands it over, with stand-ins for what is encrypted. */
export interface StandInValues {
  readonly values: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
  /** False: something in `centrifugo` is encrypted that nothing can stand for, and so is left out. */
  readonly complete: boolean;
}

const certificates: readonly SecretName[] = ["certificate", "certificateKey"];
const required: readonly SecretName[] = ["tokenSecret", "apiKey", "redisPassword"];

/**
 * The settings of a stack file for one of two recordings.
 *
 * @throws UserError when nothing can stand for an encrypted setting.
 */
export async function standInValues(
  file: StackFile,
  project: string,
  run: Run,
  { missingSecrets }: FileCheckOptions,
): Promise<StandInValues> {
  const values: Record<string, string> = {};
  const secrets = new Set<string>();
  let complete = true;
  for (const { written, key, pair } of configEntries(file, project)) {
    const name = key === undefined ? written : `${project}:${key}`;
    if (!isEncrypted(file, pair.value)) {
      values[name] = settingText(file, pair.value);
      continue;
    }
    secrets.add(name);
    const replaced = replace(plainValue(file, pair.value), key === undefined ? undefined : [key], run);
    if (replaced.incomplete !== undefined && key !== "centrifugo") throw noStandIn(replaced.incomplete);
    complete &&= replaced.incomplete === undefined;
    const { value = {} } = replaced;
    values[name] = typeof value === "string" ? value : JSON.stringify(value);
  }
  if (missingSecrets === "allowed") {
    const external = isExternal(parseJson(values[`${project}:traefik`] ?? ""));
    for (const secret of external ? required : [...required, ...certificates]) {
      const name = `${project}:${secret}`;
      const isNone = secret === "redisPassword" && isExternalRedis(values[`${project}:redis`]);
      if (values[name] !== undefined || isNone) continue;
      secrets.add(name);
      values[name] = standInText(run);
    }
  }
  await setCertificate(values, secrets, project, run);
  return { values, secretKeys: [...secrets], complete };
}

/** Only as a pair can they be valid, and only for the domain. */
async function setCertificate(
  values: Record<string, string>,
  secrets: ReadonlySet<string>,
  project: string,
  run: Run,
): Promise<void> {
  const hidden = certificates.filter((name) => secrets.has(`${project}:${name}`));
  if (hidden.length === 0) return;
  const domain = values[`${project}:domain`] ?? "";
  const made = await standInCertificate(isHostName(domain) ? domain : "example.invalid", run);
  values[`${project}:certificate`] = made.certificate;
  values[`${project}:certificateKey`] = made.certificateKey;
}

interface Replaced {
  /** Undefined: nothing can stand for it. */
  readonly value: unknown;
  /** Path of something that nothing can stand for. */
  readonly incomplete: readonly PropertyKey[] | undefined;
}

/** @param path undefined for what other programs may read, where any text is as good as another. */
function replace(tree: unknown, path: readonly PropertyKey[] | undefined, run: Run): Replaced {
  if (isEncryptedText(tree)) {
    const isText = path === undefined || (path.length === 1 && isSecretName(String(path[0])));
    const found = isText ? { value: standInText(run) } : standIn(path, run);
    return { value: found?.value, incomplete: found === undefined ? path : undefined };
  }
  if (typeof tree !== "object" || tree === null) return { value: tree, incomplete: undefined };
  const parts = Object.entries(tree).map(([key, part]) => {
    const step = Array.isArray(tree) ? Number(key) : key;
    return [key, replace(part, path && [...path, step], run)] as const;
  });
  const kept = parts.filter(([, { value }]) => value !== undefined);
  return {
    value: Array.isArray(tree)
      ? kept.map(([, { value }]) => value)
      : Object.fromEntries(kept.map(([key, { value }]) => [key, value])),
    incomplete: parts.find(([, { incomplete }]) => incomplete !== undefined)?.[1].incomplete,
  };
}

function noStandIn(path: readonly PropertyKey[]): UserError {
  const name = path.map(String).join(".");
  return new UserError(
    `\`${name}\` is encrypted and decides what is deployed, so that this cannot be told without Pulumi.`,
    {
      fix: `Store it in clear, since it is no secret, or check with \`pulumi preview --policy-pack policies\`.`,
      exitCode: 2,
    },
  );
}
