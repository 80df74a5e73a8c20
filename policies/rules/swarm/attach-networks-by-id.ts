import { clear } from "../../../model/value.ts";
import { type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** Finds networks by whose name Pulumi sees a difference once it has read the Swarm. */
export const attachNetworksById: Rule = {
  id: "attach-networks-by-id",
  title: "Pulumi attaches networks by their id",
  severity: "warning",
  systems: ["swarm"],
  symptom:
    "After a `pulumi refresh` or an `up --refresh` the service is deleted and created again, although nothing was changed: everybody loses the connection.",
  fix: "Use `networksAdvanceds: [{ id: network.id }]`.",
  source: "Pulumi docker provider, Service: networksAdvanceds takes the id, the name is deprecated",
  proof: "observed",
  check: ({ source, services }) =>
    source !== "pulumi"
      ? []
      : services.flatMap(({ name, networks }) =>
          networks
            .filter(({ byName }) => byName)
            .map(({ network }) => {
              const shown = showWord(clear(network) ?? "", "a network");
              const message = `Service ${name} is attached to ${shown} by the network's name, and the engine gives back its id.`;
              return violation(name, network.origin, message);
            }),
        ),
};
