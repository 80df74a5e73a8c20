import { shownName } from "../../model/shown-name.ts";

const kinds: Readonly<Record<string, string>> = {
  "docker:index/service:Service": "service",
  "docker:index/serviceConfig:ServiceConfig": "config",
  "docker:index/secret:Secret": "secret",
  "docker:index/network:Network": "network",
  "docker:index/volume:Volume": "volume",
  "pulumi:pulumi:Stack": "stack",
};

/** `config`, `network`; of another provider its type. */
export function kindOf(type: string): string {
  if (type.startsWith("pulumi:providers:")) return "provider";
  if (type.startsWith("centrifugo-swarm:stacks:")) return "component";
  return kinds[type] ?? shownName(type);
}

/** A resource's name, unless somebody has pasted something else there. */
export function objectOnSwarm(name: string): string {
  return shownName(name);
}
