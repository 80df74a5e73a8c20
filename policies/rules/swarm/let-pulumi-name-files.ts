import type { Rule } from "../../rule.ts";
import { violation } from "../../rule.ts";

/** Finds Swarm configs and secrets that Pulumi cannot replace while they are in use. */
export const letPulumiNameFiles: Rule = {
  id: "let-pulumi-name-files",
  title: "A Swarm config or secret has a new name for each content",
  severity: "error",
  systems: ["swarm"],
  symptom:
    "The first deployment succeeds, and every later change of the content fails: the old object is in use and cannot be deleted.",
  fix: "Leave `name` out, so that Pulumi appends a hash, or put a hash of the content into the name yourself.",
  source:
    "Docker documentation, Swarm secrets and configs: immutable, and not removable while in use; moby issue 35803",
  proof: "observed",
  check: ({ source, objects }) =>
    source !== "pulumi"
      ? []
      : objects
          .filter(({ fixedName, external }) => fixedName && !external)
          .map(({ kind, name, origin }) => {
            const message = `Swarm ${kind} ${name} has a fixed name, under which a changed content cannot be created beside the one in use.`;
            return violation("", origin, message);
          }),
};
