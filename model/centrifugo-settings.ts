import { posix } from "node:path";
import { fieldAt } from "../config/tables/centrifugo.ts";
import { readFlags } from "./flags.ts";
import { parseImage, systemOfImage } from "./image.ts";
import type { MountedFile, Service } from "./model.ts";
import { byName, isEmpty } from "./secret.ts";
import { clear, type Value } from "./value.ts";

/** One setting of a Centrifugo, wherever it was given. */
export interface Setting {
  /** Name of the variable without `CENTRIFUGO_`: `CLIENT_TOKEN_HMAC_SECRET_KEY`, for flags and file keys too. */
  readonly name: string;
  /** As it was written: `CENTRIFUGO_API_KEY`, `http_api.key`, `--http_api.insecure`. */
  readonly written: string;
  readonly source: "flag" | "env" | "env-file" | "file";
  readonly value: Value<string>;
}

/** All settings of one Centrifugo service. */
export interface CentrifugoSettings {
  readonly service: Service;
  /** In the order of precedence: flags, environment, `.env`, configuration file. */
  readonly settings: readonly Setting[];
  /** False: a file or a variable that cannot be read here may set more. */
  readonly complete: boolean;
}

/** What the names of Centrifugo's variables begin with. */
export const variablePrefix = "CENTRIFUGO_";
const workingDirectory = "/centrifugo";

/** Where a Centrifugo looks for its configuration file and its `.env`. */
export function centrifugoFiles(service: Service): { readonly config: string; readonly envFile: string } {
  const directory = clear(service.directory) ?? workingDirectory;
  const flag = readFlags(service).flags.find(({ name }) => name === "config" || name === "c");
  return {
    config: posix.resolve(directory, flag?.value ?? "config.json"),
    envFile: posix.resolve(directory, ".env"),
  };
}

/** Reads what a Centrifugo service is told, from all four places. */
export function readCentrifugo(service: Service): CentrifugoSettings {
  const { flags, complete: flagsComplete } = readFlags(service);
  const paths = centrifugoFiles(service);
  const configPath = paths.config;
  const config = service.files.find((file) => file.path === configPath);
  // v5 reads no .env.
  const envFile = service.major === 5 ? undefined : service.files.find((file) => file.path === paths.envFile);

  const settings: Setting[] = [
    ...flags.map((flag): Setting => {
      const value = byName(flag.name, flag.value, flag.origin);
      return { name: settingName(flag.name), written: flag.written, source: "flag", value };
    }),
    ...variables(service.env, "env"),
    ...variables(envFile?.entries ?? new Map(), "env-file"),
    ...[...(config?.entries ?? [])].map(
      ([key, value]): Setting => ({ name: settingName(key), written: key, source: "file", value }),
    ),
  ];
  const complete =
    flagsComplete &&
    service.envComplete &&
    service.filesComplete &&
    [config, envFile].every((file) => file === undefined || file.entries !== undefined) &&
    (config !== undefined || isPlainImage(service)) &&
    !hidesFile(service, configPath, config);
  return { service, settings, complete };
}

/** The setting that counts. An empty variable counts as unset, as in Centrifugo. */
export function effective(settings: CentrifugoSettings, name: string): Setting | undefined {
  return settings.settings.find(
    (setting) =>
      setting.name === name &&
      !isFlatKey(setting, settings.service) &&
      (setting.source === "file" || isEmpty(setting.value) !== true),
  );
}

/** A key such as `admin_password` in a file: v5 reads it, v6 wants `admin.password`; `pid_file` is one of v6's. */
export function isFlatKey({ source, written }: Setting, service: Service): boolean {
  const isFlat = source === "file" && service.major !== 5 && /^[^.]*_[^.]*$/.test(written);
  return isFlat && fieldAt([written]) === undefined;
}

/** `client.token.hmac_secret_key` to `CLIENT_TOKEN_HMAC_SECRET_KEY`. */
export function settingName(option: string): string {
  return option.toUpperCase().replaceAll(/[.-]/g, "_");
}

function variables(values: ReadonlyMap<string, Value<string>>, source: "env" | "env-file"): Setting[] {
  return [...values]
    .filter(([name]) => name.startsWith(variablePrefix))
    .map(([name, value]) => ({ name: name.slice(variablePrefix.length), written: name, source, value }));
}

/** The official image holds no configuration; an image of one's own may. */
export function isPlainImage(service: Service): boolean {
  const image = clear(service.image);
  return image !== undefined && systemOfImage(parseImage(image).repository) === "centrifugo";
}

/** A volume or folder over the configuration file's place, so that the file cannot be read here. */
function hidesFile(service: Service, path: string, file: MountedFile | undefined): boolean {
  if (file !== undefined) return false;
  return service.mounts.some(({ target }) => {
    const folder = clear(target);
    return folder === undefined || path === folder || path.startsWith(`${folder.replace(/\/$/, "")}/`);
  });
}
