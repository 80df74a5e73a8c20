import { centrifugos } from "../../../policies/centrifugo-services.ts";
import { isOn, readOption } from "../../../policies/options.ts";
import type { SwarmFacts } from "../../facts/swarm-facts.ts";

/** What Centrifugo was told of its API, as far as it can be seen. */
export interface ApiSettings {
  readonly disabled: boolean;
  /** True: it is served on the port for clients. */
  readonly external: boolean;
  /** Undefined: not known. */
  readonly prefix: string | undefined;
  readonly port: string | undefined;
}

/** Reads them from what runs. */
export async function readApiSettings(facts: SwarmFacts, service: string): Promise<ApiSettings | undefined> {
  const settings = centrifugos(await facts.model()).find((one) => one.service.name === service);
  if (settings === undefined) return undefined;
  const read = (key: string) => readOption(settings, key);
  const [prefix, port] = [read("http_api.handler_prefix"), read("http_server.internal_port")];
  return {
    disabled: isOn(read("http_api.disabled")),
    external: isOn(read("http_api.external")),
    prefix: prefix.text,
    port: port.text,
  };
}
