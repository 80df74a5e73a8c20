import { isTrue } from "../model/boolean.ts";
import type { Service, StackModel } from "../model/model.ts";
import { once } from "../model/once.ts";
import { readRouting } from "../model/traefik.ts";
import type { StaticSettings } from "../model/traefik-static.ts";
import { clear, type Value } from "../model/value.ts";

/** A label as Traefik reads it. */
export interface TraefikLabel {
  /** In lower case: `traefik.http.routers.ws.rule`. */
  readonly key: string;
  readonly value: Value<string>;
}

/** Labels of a service that begin with `traefik.`, where the Swarm provider looks for them. */
export const traefikLabels = once(({ labels }: Service): readonly TraefikLabel[] =>
  [...labels].flatMap(([label, value]) => {
    const key = label.toLowerCase();
    return key.startsWith("traefik.") ? [{ key, value }] : [];
  }),
);

/** One label of a service. */
export function traefikLabel(service: Service, key: string): Value<string> | undefined {
  return traefikLabels(service).find((label) => label.key === key)?.value;
}

/** True where labels ask for a router or a service of HTTP. */
export function hasRouting(service: Service): boolean {
  return traefikLabels(service).some(({ key }) => /^traefik\.http\.(routers|services)\./.test(key));
}

/** The provider that reads Swarm services in a Traefik; undefined: it has none, or that is not known here. */
export function swarmProvider({ settings, service }: StaticSettings): "swarm" | "docker" | undefined {
  const isGiven = (provider: string) =>
    [...settings.keys()].some((key) => key === provider || key.startsWith(`${provider}.`));
  if (isGiven("providers.swarm")) return "swarm";
  return service.major === 2 && isTrue(settings.get("providers.docker.swarmmode")) ? "docker" : undefined;
}

/** Traefiks of this stack that read the labels of Swarm services. */
export function labelReaders(model: StackModel): readonly StaticSettings[] {
  return readRouting(model).statics.filter((statics) => swarmProvider(statics) !== undefined);
}

/**
 * Whether the Traefiks of this stack take up a service: by its label, else by their own setting. Undefined: no
 * Traefik here, or they do not agree.
 */
export function isExposed(service: Service, model: StackModel): boolean | undefined {
  const label = clear(traefikLabel(service, "traefik.enable"));
  if (label !== undefined) return isTrue(label);
  const answers = new Set(labelReaders(model).map(exposesByDefault));
  return answers.size === 1 ? [...answers][0] : undefined;
}

/** Traefik takes up every service unless it is told not to. */
export function exposesByDefault(statics: StaticSettings): boolean | undefined {
  const provider = swarmProvider(statics);
  const given = statics.settings.get(`providers.${provider}.exposedbydefault`);
  if (given === undefined) return statics.complete ? true : undefined;
  const text = clear(given);
  return text === undefined ? undefined : isTrue(text);
}
