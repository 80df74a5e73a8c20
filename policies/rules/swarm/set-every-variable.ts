import { type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** Finds variables that are set nowhere. */
export const setEveryVariable: Rule = {
  id: "set-every-variable",
  title: "Every variable of a stack file has a value",
  severity: "warning",
  systems: ["swarm"],
  symptom: "The service runs with an empty value, and nothing warns of it.",
  fix: "Set it in the environment of `docker stack deploy`, or give it a default with `:-value` after its name; `:?` there stops a deployment without it.",
  source: "Docker documentation, docker stack deploy: a variable that is not set is replaced by nothing",
  proof: "observed",
  check: ({ remarks }) =>
    remarks.flatMap((remark) => {
      if (remark.kind !== "unset-variable" || remark.onlyIn !== undefined) return [];
      const name = showWord(remark.variable, "A variable");
      const message = `${name} is not set here and has no default: docker stack deploy puts nothing in its place.`;
      return [violation("", remark.origin, message)];
    }),
};
