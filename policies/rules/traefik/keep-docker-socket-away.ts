import type { Service } from "../../../model/model.ts";
import { clear } from "../../../model/value.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";

/** Finds Traefiks that hold the Docker socket themselves. */
export const keepDockerSocketAway: Rule = {
  id: "keep-docker-socket-away",
  title: "What faces the internet does not hold the Docker socket",
  severity: "warning",
  systems: ["traefik"],
  symptom:
    "Whoever breaks into Traefik through a flaw of it owns the manager, and with it every service and secret of the Swarm.",
  fix: "Put a proxy that lets only the needed GET requests through in front of the socket, on an internal network, and name it in `providers.swarm.endpoint`.",
  source: "Traefik documentation, Swarm provider: Docker API access",
  proof: "observed",
  check: (model) => model.services.filter(({ system }) => system === "traefik").flatMap(checkService),
};

function checkService({ name, mounts }: Service): Observation[] {
  return mounts
    .filter(({ source, target }) => [source, target].some((path) => /docker\.sock$/.test(clear(path) ?? "")))
    .map(({ target, readOnly }) => {
      const note =
        clear(readOnly) === true ? "; that the mount is read-only keeps no request from the API" : "";
      return violation(name, target.origin, `Service ${name} mounts the Docker socket${note}.`);
    });
}
