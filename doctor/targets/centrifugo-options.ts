import {
  centrifugoFiles,
  readCentrifugo,
  settingName,
  variablePrefix,
} from "../../model/centrifugo-settings.ts";
import type { Service } from "../../model/model.ts";
import type { SecretPlace } from "../doctor-target.ts";
import { type ServiceSpec, valueInConfig } from "../facts/service-env.ts";
import { defaultOf, settingOrDefault } from "../facts/setting-or-default.ts";

/** What a Centrifugo on the Swarm was told, as far as it can be seen. */
export interface CentrifugoOptions {
  /** Value of an option such as `http_api.handler_prefix`; its default where nothing is given or known. */
  readonly text: (option: string) => string;
  /** A value that stands in clear in the service or in a Swarm config, also a secret one; undefined: none does. */
  readonly clear: (option: string) => string | undefined;
  /** Where a job finds a secret option; undefined: where it cannot look, as in a `config.json` that is a secret. */
  readonly place: (option: string) => SecretPlace | undefined;
  /** Where API and health are served. */
  readonly internalPort: number;
  /** Paths of its configuration file and its `.env`. */
  readonly config: string;
  readonly envFile: string;
}

/** Reads flags, environment, mounted `.env` and configuration file. */
export function centrifugoOptions(
  service: Service,
  spec: ServiceSpec,
  configs: readonly unknown[],
): CentrifugoOptions {
  const settings = readCentrifugo(service);
  const places = centrifugoFiles(service);
  const text = (option: string) => settingOrDefault(settings, option) ?? defaultOf(option);
  const variable = (option: string) => `${variablePrefix}${settingName(option)}`;
  const inClear = (option: string) =>
    spec.env.get(variable(option)) || valueInConfig(spec.configs.get(places.config), option, configs);
  return {
    text,
    clear: inClear,
    place: (option) => {
      const value = inClear(option);
      if (value !== undefined) return { value };
      const isMounted = spec.secrets.has(places.envFile);
      return isMounted ? { path: places.envFile, variable: variable(option) } : undefined;
    },
    config: places.config,
    envFile: places.envFile,
    internalPort: Number(text("http_server.internal_port") || text("http_server.port")),
  };
}
