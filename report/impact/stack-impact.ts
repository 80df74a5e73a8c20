import { rolesOf } from "../../model/pulumi-files.ts";
import { pulumiTypes } from "../../model/pulumi-types.ts";
import { part } from "../../model/swarm/json.ts";
import type { ResourceChange } from "../preview/changes.ts";
import { type Cause, causesOf } from "./causes.ts";
import { type Impact, type Level, worstLevel } from "./impact.ts";
import { type ServiceFacts, serviceFacts } from "./service-facts.ts";
import { serviceImpact } from "./service-impact.ts";
import { surroundingsOf } from "./surroundings.ts";

/** A service that changes. */
export interface ServiceChange {
  readonly change: ResourceChange;
  readonly facts: ServiceFacts;
  readonly impact: Impact;
  readonly causes: readonly Cause[];
}

/** What a change costs beside the restart of tasks. */
export interface Cost {
  readonly kind:
    | "network-replaced"
    /** Docker removes no network that a service is on, so the deployment ends there with an error. */
    | "network-blocked"
    | "network-removed"
    | "volume-replaced"
    | "volume-removed"
    | "token-secret"
    | "api-key";
  /** Of the object on the Swarm, as the program calls it. */
  readonly name: string;
  readonly level: Level;
}

/** What a whole preview means for those who are connected. */
export interface StackImpact {
  readonly level: Level;
  /** The worst first. */
  readonly services: readonly ServiceChange[];
  readonly costs: readonly Cost[];
  /** True where nothing of the stack was there before. */
  readonly isFirst: boolean;
}

/** Works out from a resource diff what it does to clients, publishers and data. */
export function stackImpact(changes: readonly ResourceChange[]): StackImpact {
  const surroundings = surroundingsOf(changes);
  const services = changes
    .filter(({ type, action }) => type === pulumiTypes.service && action !== "same")
    .map((change): ServiceChange => {
      const facts = serviceFacts(change.after ?? change.before, change.name);
      const impact = serviceImpact(change, facts, surroundings);
      return { change, facts, impact, causes: causesOf(change, changes) };
    });
  const costs = changes.flatMap(costOf);
  const levels = [...services.map(({ impact }) => impact.level), ...costs.map(({ level }) => level)];
  return {
    level: worstLevel(levels),
    services: services.toSorted((a, b) => rank(b) - rank(a)),
    costs,
    isFirst:
      changes.some(({ action }) => action === "create") && changes.every(({ action }) => action === "create"),
  };
}

function rank({ impact }: ServiceChange): number {
  return ["none", "reconnect", "outage", "data-loss"].indexOf(impact.level);
}

function costOf(change: ResourceChange): Cost[] {
  const { type, action, name, retained } = change;
  if (action !== "replace" && action !== "delete") return [];
  if (type === pulumiTypes.network && action === "delete")
    return [{ kind: "network-removed", name, level: "none" }];
  if (type === pulumiTypes.network)
    return [{ kind: change.deletesFirst ? "network-blocked" : "network-replaced", name, level: "outage" }];
  if (type === pulumiTypes.volume && !retained)
    return [{ kind: action === "replace" ? "volume-replaced" : "volume-removed", name, level: "data-loss" }];
  return type === pulumiTypes.secret && action === "replace" ? backendCost(change) : [];
}

/** A secret with one of these roles alone is what backends mount; Centrifugo's own file holds several. */
function backendCost({ type, name, after, before }: ResourceChange): Cost[] {
  const roles = rolesOf({ type, name, props: { labels: part(after ?? before, "labels") } });
  if (roles.length !== 1) return [];
  if (roles[0] === "token") return [{ kind: "token-secret", name, level: "outage" }];
  return roles[0] === "api-key" ? [{ kind: "api-key", name, level: "outage" }] : [];
}
