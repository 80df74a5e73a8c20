import type { Service, StackModel } from "../../../model/model.ts";
import { networkOf } from "../../../model/networks.ts";
import type { Attachment } from "../../../model/service-spec.ts";
import { readRouting } from "../../../model/traefik.ts";
import { clear } from "../../../model/value.ts";
import { membersOf } from "../../network-members.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** Set by `docker stack deploy` on every service of a stack. */
const stackLabel = "com.docker.stack.namespace";

/** Finds Redis servers on the network that Traefik shares with all stacks. */
export const keepRedisNetworkPrivate: Rule = {
  id: "keep-redis-network-private",
  title: "Redis is not on the network of the edge",
  severity: "error",
  systems: ["swarm", "redis"],
  symptom:
    "Every container that Traefik serves, of every stack, can talk to Redis: one hole in any of them, and all messages can be read and forged.",
  fix: "Give Redis a network of its own that only Centrifugo joins, and take it off the shared one.",
  source: "Docker documentation, overlay networks: services on one network reach each other on every port",
  proof: "observed",
  check: (model) =>
    model.services
      .filter(({ system }) => system === "redis")
      .flatMap((redis) => redis.networks.flatMap((attachment) => checkNetwork(redis, attachment, model))),
};

function checkNetwork(redis: Service, attachment: Attachment, model: StackModel): Observation[] {
  const name = clear(attachment.network);
  const { origin } = attachment.network;
  const edges = model.services.filter((service) => service !== redis && isEdge(service, model));
  if (name === undefined) {
    const message = `A network of service ${redis.name} is not known here, so whether the edge shares it is not known either.`;
    return edges.length === 0 ? [] : [notCheckable(redis.name, origin, message)];
  }
  const network = networkOf(attachment, model);
  const members = membersOf(attachment, model);
  const stacks = new Set(members.map(({ labels }) => clear(labels.get(stackLabel)) ?? ""));
  const isShared = network === undefined || network.external || stacks.size > 1;
  const edge = edges.find((service) => members.includes(service));
  if (!isShared || edge === undefined) return [];
  const why = edge.system === "traefik" ? "Traefik" : "a service that Traefik leads to";
  const message = `Service ${redis.name} is on the network ${showWord(name, "…")}, which is not of this stack alone and has ${edge.name} on it, ${why}.`;
  return [violation(redis.name, origin, message)];
}

/** A Traefik, or what one leads strangers to. */
function isEdge(service: Service, model: StackModel): boolean {
  return (
    service.system === "traefik" || readRouting(model).routers.some((router) => router.service === service)
  );
}
