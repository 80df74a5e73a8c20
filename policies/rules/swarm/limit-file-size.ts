import type { SwarmObject } from "../../../model/model.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Bytes that Swarm does not take any more. */
const limits: Readonly<Record<SwarmObject["kind"], number>> = { secret: 500 * 1024, config: 1000 * 1024 };
/** What engines before swarmkit of February 2022 refuse as a config. */
const olderConfigLimit = 500 * 1024;

/** Finds Swarm configs and secrets of a size that Swarm refuses. */
export const limitFileSize: Rule = {
  id: "limit-file-size",
  title: "A Swarm config or secret is neither empty nor too large",
  severity: "error",
  systems: ["swarm"],
  symptom: "The deployment fails: Swarm refuses to create the config or secret.",
  fix: "Split the file, or put it on a volume or into the image; an empty one needs a comment or has to go.",
  source: "swarmkit api/validation/secrets.go and manager/controlapi/config.go",
  proof: "observed",
  check: ({ objects }) => objects.filter(({ external }) => !external).flatMap(checkObject),
};

function checkObject({ kind, name, origin, bytes }: SwarmObject): Observation[] {
  if (bytes === undefined) return [];
  const subject = `Swarm ${kind} ${name}`;
  const limit = limits[kind];
  if (bytes === 0) return [violation("", origin, `${subject} is empty, which Swarm refuses.`)];
  if (bytes >= limit) {
    const message = `${subject} has ${bytes} bytes, and Swarm takes less than ${limit}.`;
    return [violation("", origin, message)];
  }
  if (kind !== "config" || bytes < olderConfigLimit) return [];
  const message = `${subject} has ${bytes} bytes: engines before 23 take less than ${olderConfigLimit} as a config, and which one runs is not known here.`;
  return [notCheckable("", origin, message)];
}
