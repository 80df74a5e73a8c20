import type { StaticSettings } from "../model/traefik-static.ts";
import type { Origin, Value } from "../model/value.ts";
import { sectionOn } from "./static-settings.ts";

/** A certificate resolver that gets certificates by ACME. */
export interface AcmeResolver {
  readonly statics: StaticSettings;
  /** Lower case. */
  readonly name: string;
  /** Undefined: Traefik's default, `acme.json` in its working directory. */
  readonly storage: Value<string> | undefined;
  /** Undefined: Let's Encrypt. */
  readonly caServer: Value<string> | undefined;
  /** Where the challenge on port 443 is switched on; undefined: it is not. */
  readonly tlsChallenge: Origin | undefined;
  readonly origin: Origin;
}

/** The ACME resolvers of one Traefik. */
export function acmeResolvers(statics: StaticSettings): readonly AcmeResolver[] {
  const keys = [...statics.settings].flatMap(([key, { origin }]) => {
    const name = /^certificatesresolvers\.([^.]+)\.acme(?:\.|$)/.exec(key)?.[1];
    return name === undefined ? [] : [{ name, origin }];
  });
  const first = new Map(keys.reverse().map(({ name, origin }) => [name, origin]));
  return [...first].reverse().map(([name, origin]) => {
    const start = `certificatesresolvers.${name}.acme`;
    return {
      statics,
      name,
      storage: statics.settings.get(`${start}.storage`),
      caServer: statics.settings.get(`${start}.caserver`),
      tlsChallenge: sectionOn(statics, `${start}.tlschallenge`),
      origin,
    };
  });
}
