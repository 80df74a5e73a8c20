import { isTrue } from "../../../model/boolean.ts";
import { serviceAt } from "../../../model/host-names.ts";
import { parseImage } from "../../../model/image.ts";
import type { Service, StackModel } from "../../../model/model.ts";
import { readRouting } from "../../../model/traefik.ts";
import { clear } from "../../../model/value.ts";
import { isOlder } from "../../compare-versions.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Proxies that are told by variables which parts of the Docker API they let through. */
const proxies = /(^|\/)(tecnativa\/docker-socket-proxy|linuxserver\/socket-proxy)$/;

/** What Traefik's Swarm provider asks for, with what the proxies let through by themselves. */
const needed: ReadonlyMap<string, string> = new Map([
  ["PING", "1"],
  ["VERSION", "1"],
  ["SERVICES", "0"],
  ["TASKS", "0"],
  ["NETWORKS", "0"],
]);
/** From this release on Traefik asks for the node of each task, and leaves out a task where that is refused. */
const firstToAskForNodes = "3.6.0";

/** Finds proxies of the Docker socket that let through too much for Traefik, or too little. */
export const restrictSocketProxy: Rule = {
  id: "restrict-socket-proxy",
  title: "The socket proxy lets Traefik read what it needs, and no more",
  severity: "error",
  systems: ["traefik"],
  symptom:
    "With POST whoever reaches the proxy takes over the Swarm, and with a published port that is anybody; without one of the parts Traefik finds no service and answers 404.",
  fix: "Set SERVICES, TASKS, NETWORKS and NODES to 1, leave POST at 0, and publish no port of the proxy.",
  source: "Traefik pkg/provider/docker/pswarm.go; Tecnativa docker-socket-proxy, Dockerfile and haproxy.cfg",
  proof: "observed",
  check: (model) => proxiesOfTraefik(model).flatMap(checkProxy),
};

interface Proxy {
  readonly service: Service;
  readonly traefik: Service;
}

/** Proxies that a Traefik of this stack asks. */
function proxiesOfTraefik(model: StackModel): readonly Proxy[] {
  return readRouting(model).statics.flatMap(({ settings, service: traefik }) => {
    const endpoint = clear(settings.get("providers.swarm.endpoint")) ?? "";
    const host = /^(?:tcp|https?):\/\/([^:/]+)/.exec(endpoint)?.[1];
    const service = host === undefined ? undefined : serviceAt(host, model.services);
    const isProxy = service !== undefined && proxies.test(parseImage(clear(service.image) ?? "").repository);
    return isProxy ? [{ service, traefik }] : [];
  });
}

function checkProxy({ service, traefik }: Proxy): Observation[] {
  const { name, env, ports } = service;
  const found: Observation[] = [];
  const post = env.get("POST");
  if (post !== undefined && isTrue(post)) {
    const message = `Socket proxy ${name} lets Traefik change the Swarm: POST is on (${post.origin.label}).`;
    found.push(violation(name, post.origin, message));
  }
  const [port] = ports;
  if (port !== undefined) {
    const message = `Socket proxy ${name} publishes its port (${port.target.origin.label}): whoever reaches the node reads every service, with its environment.`;
    found.push(violation(name, port.target.origin, message));
  }
  return [...found, ...checkParts(service, traefik)];
}

function checkParts({ name, env, envComplete, origin }: Service, traefik: Service): Observation[] {
  const asksForNodes =
    traefik.version === undefined ? undefined : !isOlder(traefik.version, firstToAskForNodes);
  const all = new Map(asksForNodes === true ? [...needed, ["NODES", "0"]] : needed);
  const off = [...all].flatMap(([part, usual]) => {
    const value = env.get(part);
    const isOff = value === undefined ? usual === "0" : value.state === "known" && !isTrue(value);
    return isOff ? [part] : [];
  });
  const hasUnknown = [...all.keys()].some((part) => env.get(part)?.state === "unknown");
  if (!envComplete || hasUnknown) {
    const message = `Whether socket proxy ${name} lets Traefik read what it needs is not known here: its environment.`;
    return [notCheckable(name, origin, message)];
  }
  if (off.length > 0) {
    const given = off.map((part) => env.get(part)?.origin).find((place) => place !== undefined);
    const message = `Socket proxy ${name} refuses what Traefik's Swarm provider asks for: ${off.join(", ")}.`;
    const fix = `Set ${off.map((part) => `${part}=1`).join(", ")} on service ${name}.`;
    return [violation(name, given ?? origin, message, fix)];
  }
  if (asksForNodes !== undefined || isTrue(env.get("NODES"))) return [];
  const message = `Socket proxy ${name} refuses NODES, which Traefik asks for from ${firstToAskForNodes} on; the version of service ${traefik.name} cannot be told from its image.`;
  return [notCheckable(name, origin, message)];
}
