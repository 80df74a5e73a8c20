import { secretLeaves } from "../config/centrifugo/secret-leaves.ts";
import { withoutManagedRedis } from "../config/redis-mode.ts";
import { isSecretName } from "../config/secrets.ts";
import type { StackConfig } from "../config/stack-config.ts";
import { withoutOtherMode } from "../config/traefik-mode.ts";
import type { FileDefinition } from "./definition.ts";
import { definitions } from "./definitions.ts";
import { type StackIdentity, servicesOf } from "./names.ts";

const SHOWN = "[secret]";

/** The settings of a stack with every default filled in and every secret left out. */
export function resolvedSettings(config: StackConfig): Record<string, unknown> {
  const { stated: _stated, encryptedOptions, ...settings } = config;
  const shown = Object.entries(withoutOtherMode(withoutManagedRedis(settings))).map(
    ([key, value]): [string, unknown] => [key, value !== undefined && isSecretName(key) ? SHOWN : value],
  );
  const plain: Record<string, unknown> = structuredClone(Object.fromEntries(shown));
  for (const { path } of secretLeaves(config.centrifugo, encryptedOptions)) redact(plain["centrifugo"], path);
  return plain;
}

/** A file that a task of the stack gets, as it is deployed; a Swarm secret shows only its names. */
export interface PrintedFile {
  /** Such as `centrifugo-config`. */
  readonly name: string;
  /** Where the task finds it. */
  readonly path: string;
  readonly content: string;
}

/** Every file of the stack. */
export function printedFiles(config: StackConfig, identity: StackIdentity): PrintedFile[] {
  return servicesOf(config)
    .flatMap((service) => definitions[service](config, identity).files)
    .map((file) => ({ name: file.name, path: file.path, content: shownContent(file) }));
}

function shownContent({ secret, path, content }: FileDefinition): string {
  if (!secret) return content;
  return path.endsWith(".env") ? content.replaceAll(/=.*$/gm, `=${SHOWN}`) : `${SHOWN}\n`;
}

function redact(target: unknown, [key, ...rest]: readonly PropertyKey[]): void {
  if (typeof target !== "object" || target === null || key === undefined) return;
  if (rest.length === 0) Reflect.set(target, key, SHOWN);
  else redact(Reflect.get(target, key), rest);
}
