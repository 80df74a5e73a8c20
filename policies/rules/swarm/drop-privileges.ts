import type { Service } from "../../../model/model.ts";
import { clear } from "../../../model/value.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { knownServices } from "../../swarm-services.ts";
import { uidOf } from "../../task-user.ts";

/** Finds tasks that may do more than they have to. */
export const dropPrivileges: Rule = {
  id: "drop-privileges",
  title: "A task may do no more than it needs",
  severity: "info",
  systems: ["swarm"],
  symptom: "Whoever breaks into the program can change its files, and has more ways out of the container.",
  fix: "Set `user` (Centrifugo `1000:1000`, Redis `999:999`), `cap_drop: [ALL]` and `read_only: true`, with a volume where the program writes.",
  source: "Docker documentation, security: Linux kernel capabilities; Centrifugo's Helm chart",
  check: (model) => knownServices(model).flatMap(checkService),
};

function checkService(service: Service): Observation[] {
  const { name, origin, capDrops, readOnly } = service;
  const drops = capDrops.map((capability) => clear(capability)?.toUpperCase());
  if (drops.includes(undefined) || readOnly?.state === "unknown") return [];
  const found = [
    ...(uidOf(service) === 0 ? ["runs as root"] : []),
    ...(drops.includes("ALL") ? [] : ["keeps capabilities"]),
    ...(clear(readOnly) === true ? [] : ["may write to its own file system"]),
  ];
  if (found.length === 0) return [];
  return [violation(name, origin, `Service ${name} ${found.join(" and ")}.`)];
}
