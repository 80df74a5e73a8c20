import { type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** Finds variables that only a `.env` has, which `docker stack deploy` does not read. */
export const setVariablesInEnvironment: Rule = {
  id: "set-variables-in-environment",
  title: "A variable of a stack file is in the environment",
  severity: "error",
  systems: ["swarm"],
  symptom:
    "The service runs with an empty value: an image without a tag, a password that is empty, a host that no router has. Nothing warns of it.",
  fix: "Load the file before you deploy: `set -a; . ./.env; set +a; docker stack deploy …`, or write `:?` after its name in the file, so that an empty value stops the deployment.",
  source: "Docker documentation, docker stack deploy: values come from the shell's environment alone",
  proof: "observed",
  check: ({ remarks }) =>
    remarks.flatMap((remark) => {
      if (remark.kind !== "unset-variable" || remark.onlyIn === undefined) return [];
      const name = showWord(remark.variable, "a variable");
      const message = `${name} is set in ${remark.onlyIn} only, which docker stack deploy does not read: it puts nothing in its place.`;
      return [violation("", remark.origin, message)];
    }),
};
