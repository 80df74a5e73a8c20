import { readEntries } from "../../model/mounted-file.ts";
import { pulumiTypes } from "../../model/pulumi-types.ts";
import { listAt, textAt } from "../../model/swarm/json.ts";
import { readUrn } from "../../model/urn.ts";
import { clear } from "../../model/value.ts";
import type { ResourceChange } from "../preview/changes.ts";
import { serviceFacts } from "./service-facts.ts";
import type { Surroundings } from "./service-impact.ts";

/**
 * Reads from the whole stack where history is kept. What it is now counts as much as what it will be: Redis takes up
 * its data only from where it has written it. What cannot be seen is taken to be as in our own stack.
 */
export function surroundingsOf(changes: readonly ResourceChange[]): Surroundings {
  const times = ["before", "after"] as const;
  const now = settings(changes, "centrifugo", "before");
  const then = settings(changes, "centrifugo", "after");
  const isSame = (key: string) => now.size === 0 || then.size === 0 || now.get(key) === then.get(key);
  return {
    historyStays:
      isSame("engine.redis.address") &&
      isSame("engine.redis.prefix") &&
      [now, then].every((one) => one.get("engine.type") !== "memory"),
    redisPersists: times.every((time) => {
      const redis = settings(changes, "redis", time);
      return redis.get("appendonly") !== "no" || (redis.get("save") ?? "") !== "";
    }),
  };
}

/** Settings in the configs that a service of this system mounts, now or after the change. */
function settings(
  changes: readonly ResourceChange[],
  system: "centrifugo" | "redis",
  time: "before" | "after",
): ReadonlyMap<string, string> {
  const service = changes.find(
    (change) =>
      change.type === pulumiTypes.service && serviceFacts(change[time], change.name).role === system,
  );
  const mounts = listAt(service?.[time], "taskSpec", "containerSpec", "configs");
  const found = mounts.flatMap((mount) => {
    const path = textAt(mount, "fileName") ?? "";
    const id = textAt(mount, "configId");
    const object =
      changes.find((change) => change.id !== undefined && change.id === id) ??
      changes.find(({ action, urn }) => action === "replace" && isBeside(urn, service));
    const text = textAt(object?.[time], "dataRaw");
    return [...(readEntries(path, "config", text, { label: path }) ?? [])];
  });
  return new Map(
    found.flatMap(([key, value]) => {
      const text = clear(value);
      return text === undefined ? [] : [[key, text]];
    }),
  );
}

/** Of the same component: its new id is not known before the deployment. */
function isBeside(urn: string, service: ResourceChange | undefined): boolean {
  const component = (of: string) => readUrn(of).parents.join("$");
  return service !== undefined && component(urn) === component(service.urn);
}
