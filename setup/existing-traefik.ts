import { readSwarmObjects } from "../doctor/probes/swarm-objects.ts";
import { fromSwarm } from "../model/from-swarm.ts";
import type { Service, StackModel } from "../model/model.ts";
import { networkOf } from "../model/networks.ts";
import { readStatic, type StaticSettings } from "../model/traefik-static.ts";
import { clear } from "../model/value.ts";

/** A Traefik of somebody else, as far as its service shows it. */
export interface ExistingTraefik {
  /** 2 or 3; undefined: the tag of its image does not tell. */
  readonly version: number | undefined;
  /** Overlay networks that it is on; the one that its settings name comes first. */
  readonly networks: readonly string[];
  /** Entry point behind the port for TLS; undefined: it has another port, or its settings cannot be read here. */
  readonly entryPoint: string | undefined;
  readonly certificateResolvers: readonly string[];
  /** Labels as `name=value` without which it takes up no service; empty: none, or its constraints are not that simple. */
  readonly labels: readonly string[];
}

/** Looks at a Swarm service; undefined: it is no Traefik, or the Swarm does not tell. */
export async function readExistingTraefik(
  name: string,
  tlsPort: number,
): Promise<ExistingTraefik | undefined> {
  const objects = await readSwarmObjects().catch(() => undefined);
  const model = objects && fromSwarm(objects);
  const service = model?.services.find((one) => one.name === name);
  if (model === undefined || service?.system !== "traefik") return undefined;
  const statics = readStatic(service);
  return {
    version: service.major,
    networks: sharedNetworks(service, statics, model),
    entryPoint: entryPointOn(tlsPort, statics),
    certificateResolvers: namesBelow("certificatesresolvers", statics),
    labels: wantedLabels(statics),
  };
}

function sharedNetworks(
  service: Service,
  { settings }: StaticSettings,
  model: StackModel,
): readonly string[] {
  const preferred = ["swarm", "docker"].map((provider) =>
    clear(settings.get(`providers.${provider}.network`)),
  );
  const found = service.networks.flatMap((attachment) => {
    const network = networkOf(attachment, model);
    // One without a way out is for its socket proxy.
    return network === undefined || clear(network.internal) === true ? [] : [network.name];
  });
  return [...found].sort((a, b) => Number(preferred.includes(b)) - Number(preferred.includes(a)));
}

function wantedLabels({ settings }: StaticSettings): readonly string[] {
  const [constraints = ""] = ["swarm", "docker"].flatMap(
    (provider) => clear(settings.get(`providers.${provider}.constraints`)) ?? [],
  );
  if (/[!|]/.test(constraints)) return [];
  return [...constraints.matchAll(/Label\(\s*[`"]([^`"]+)[`"]\s*,\s*[`"]([^`"]*)[`"]\s*\)/g)].map(
    ([, name, value]) => `${name}=${value}`,
  );
}

function entryPointOn(published: number, statics: StaticSettings): string | undefined {
  const targets = statics.service.ports
    .filter((port) => clear(port.published) === published)
    .map(({ target }) => clear(target));
  return namesBelow("entrypoints", statics).find((name) => {
    const address = clear(statics.settings.get(`entrypoints.${name}.address`)) ?? "";
    return targets.includes(Number(/:(\d+)(?:\/tcp)?$/.exec(address)?.[1]));
  });
}

function namesBelow(section: string, { settings }: StaticSettings): readonly string[] {
  const pattern = new RegExp(`^${section}\\.([^.]+)`);
  return [...new Set([...settings.keys()].flatMap((key) => pattern.exec(key)?.[1] ?? []))];
}
