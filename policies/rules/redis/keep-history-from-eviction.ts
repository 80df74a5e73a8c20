import type { StackModel } from "../../../model/model.ts";
import { type RedisSettings, redisOption } from "../../../model/redis-settings.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { readNamespaceOption } from "../../namespace-options.ts";
import { isUsedByCentrifugo, redisServers } from "../../redis-services.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** Finds a Redis that throws away what Centrifugo keeps in it. */
export const keepHistoryFromEviction: Rule = {
  id: "keep-history-from-eviction",
  title: "Redis does not evict history and presence",
  severity: "warning",
  systems: ["centrifugo", "redis"],
  symptom:
    "When Redis is full, users vanish from presence, clients that come back are told that they missed messages, and entries of maps are gone; publishing goes on without an error.",
  fix: "Set `maxmemory-policy noeviction`, so that publishing fails with an error instead, and watch the memory of Redis.",
  source:
    "Redis documentation, key eviction; Centrifugo documentation, history and recovery: all of its keys expire, so that volatile policies take them too",
  proof: "observed",
  check: (model) => redisServers(model).flatMap((settings) => checkServer(settings, model)),
};

function checkServer(settings: RedisSettings, model: StackModel): Observation[] {
  const { service } = settings;
  const [maxmemory, policy] = [redisOption(settings, "maxmemory"), redisOption(settings, "maxmemory-policy")];
  // Without a limit nothing is ever evicted.
  if (policy.text === "noeviction" || maxmemory.text === "0") return [];
  const [isUsed, isKept] = [isUsedByCentrifugo(service, model), keepsData(model)];
  if (isUsed === false || isKept === false) return [];
  const unknown = [policy, maxmemory].find(({ text }) => text === undefined);
  if (unknown !== undefined || isUsed === undefined || isKept === undefined) {
    const why = unknown === undefined ? "what Centrifugo keeps there" : unknown.name;
    const message = `Whether Redis of service ${service.name} evicts what Centrifugo keeps in it is not known here: ${why}.`;
    return [notCheckable(service.name, unknown?.origin ?? service.origin, message)];
  }
  const word = showWord(policy.text ?? "", "not noeviction");
  const message = `maxmemory-policy of service ${service.name} is ${word}: when maxmemory is reached, Redis drops history, presence and maps of Centrifugo.`;
  return [{ ...violation(service.name, policy.origin, message), related: [maxmemory.origin] }];
}

/** Whether some namespace keeps something in the engine; undefined: not known here. */
function keepsData(model: StackModel): boolean | undefined {
  const kept = v6Centrifugos(model).flatMap((settings) => [
    { ...readNamespaceOption(settings, "history_size"), wanted: /[1-9]/ },
    { ...readNamespaceOption(settings, "presence"), wanted: /^(1|t|true)$/i },
    { ...readNamespaceOption(settings, "subscription_type"), wanted: /^map/ },
  ]);
  if (kept.some(({ texts, wanted }) => texts.some((text) => wanted.test(text)))) return true;
  return kept.every(({ complete }) => complete) ? false : undefined;
}
