import type { Service } from "../../../model/model.ts";
import type { Port } from "../../../model/service-spec.ts";
import { clear } from "../../../model/value.ts";
import { showPort } from "../../port-modes.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";

/** Finds ports that a stack file means to publish at one address of the node. */
export const publishWithoutAddress: Rule = {
  id: "publish-without-address",
  title: "A published port names no address",
  severity: "error",
  systems: ["swarm"],
  symptom:
    "What was meant for the node itself, such as an API or an admin interface, answers every stranger on every address of every node.",
  fix: "Do not publish the port: services reach each other by name on a common network. Where people need it, put it behind Traefik with a password, or publish it without the address and close it in a firewall outside of the nodes.",
  source:
    "docker/cli opts/swarmopts/port.go, ConvertPortToPortConfig: `ignoring IP-address (…) service will listen on '0.0.0.0'`",
  proof: "observed",
  check: ({ services }) => services.flatMap(checkService),
};

function checkService({ name, ports }: Service): Observation[] {
  const asked = ports.filter(({ address }) => address !== undefined && !isEverywhere(clear(address)));
  // A range is one line with many ports.
  const lines = Map.groupBy(asked, ({ target: { origin } }) => `${origin.line}:${origin.column}`);
  return [...lines.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const last = others.at(-1);
    const what =
      last === undefined ? `port ${showPort(first)}` : `ports ${showPort(first)} to ${showPort(last)}`;
    const message = `Service ${name} publishes ${what} at ${showAddress(first)} alone, and Swarm ignores the address: it listens on every address of the nodes.`;
    return [violation(name, first.target.origin, message)];
  });
}

/** `0.0.0.0` and `[::]` say what Swarm does. */
function isEverywhere(address: string | undefined): boolean {
  return address === undefined || /^[[\]0.:]+$/.test(address);
}

function showAddress({ address }: Port): string {
  return clear(address) ?? "an address";
}
