import type { Service } from "../../../model/model.ts";
import { readRouting } from "../../../model/traefik.ts";
import { clear } from "../../../model/value.ts";
import { isIngress, showPort } from "../../port-modes.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { settingsLike } from "../../static-settings.ts";

/** Finds Traefiks that see no client's address. */
export const publishInHostMode: Rule = {
  id: "publish-in-host-mode",
  title: "Traefik sees the addresses of its clients",
  severity: "warning",
  systems: ["swarm", "traefik"],
  symptom:
    "All clients seem to come from one address of the Swarm itself, so that allow lists and limits by address treat everybody alike.",
  fix: "Publish Traefik's ports with `mode: host` (in Pulumi `publishMode`), and set its update order to stop-first.",
  source: "Docker documentation, Swarm mode routing mesh: host mode bypasses it",
  check: (model) => {
    const behindProxy = /^entrypoints\.[^.]+\.(forwardedheaders|proxyprotocol)\./;
    // With a proxy in front, the address comes from there.
    const direct = readRouting(model).statics.filter(
      (statics) => settingsLike(statics, behindProxy).length === 0,
    );
    return direct.flatMap(({ service }) => checkService(service));
  },
};

function checkService({ name, ports, endpointMode }: Service): Observation[] {
  const ingress = ports.filter((port) => isIngress(port) && clear(port.protocol) !== "udp");
  const [first, ...others] = ingress;
  // Swarm refuses such a service anyway.
  if (first === undefined || clear(endpointMode) === "dnsrr") return [];
  const list = ingress.map(showPort).join(", ");
  const message = `Service ${name} publishes port ${list} in ingress mode, behind which the addresses of clients are lost.`;
  return [
    { ...violation(name, first.target.origin, message), related: others.map(({ target }) => target.origin) },
  ];
}
