import { shownName } from "../../model/shown-name.ts";

const kinds: Readonly<Record<string, string>> = {
  "docker:index/service:Service": "service",
  "docker:index/serviceConfig:ServiceConfig": "config",
  "docker:index/secret:Secret": "secret",
  "docker:index/network:Network": "network",
  "docker:index/volume:Volume": "volume",
};

/** `config`, `network`; of another provider its type. */
export function kindOf(type: string): string {
  return kinds[type] ?? shownName(type);
}

/** False for what groups resources or talks to their engine: on the Swarm it is nothing. */
export function isReal(type: string): boolean {
  return !/^(?:pulumi:(?:pulumi|providers):|centrifugo-swarm:stacks:)/.test(type);
}

/** A resource's name, unless somebody has pasted something else there. */
export function objectOnSwarm(name: string): string {
  return shownName(name);
}
