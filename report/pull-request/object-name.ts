import { pulumiTypes } from "../../model/pulumi-types.ts";
import { shownName } from "../../model/shown-name.ts";

const kinds = new Map<string, string>(Object.entries(pulumiTypes).map(([kind, type]) => [type, kind]));

/** `config`, `network`; of another provider its type. */
export function kindOf(type: string): string {
  return kinds.get(type) ?? shownName(type);
}

/** False for what groups resources or talks to their engine: on the Swarm it is nothing. */
export function isReal(type: string): boolean {
  return !/^(?:pulumi:(?:pulumi|providers):|centrifugo-swarm:stacks:)/.test(type);
}

/** A resource's name, unless somebody has pasted something else there. */
export function objectOnSwarm(name: string): string {
  return shownName(name);
}
