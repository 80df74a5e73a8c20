import { checkModel } from "../../../policies/check-model.ts";
import { type Check, fail, pass } from "../../check.ts";
import { type DoctorContext, swarmOf } from "../../doctor-context.ts";

/** Runs all rules on what runs. Warnings and hints are `check`'s business. */
export const rules: Check<DoctorContext> = {
  id: "rules",
  layer: "configuration",
  title: "no setting is known to be bad",
  why: "Such settings fail in silence: the services start, and every health check stays green.",
  parts: ["swarm"],
  needs: ["services-exist"],
  async run(context) {
    const { facts } = swarmOf(context);
    const found = checkModel(await facts.model()).filter(
      ({ kind, severity }) => kind === "violation" && severity === "error",
    );
    const [first] = found;
    if (first === undefined) return pass("all rules were run on the live services");
    const others = found.length === 1 ? "" : ` (and ${found.length - 1} more)`;
    const stack = (await facts.centrifugo()).stack;
    return fail({
      expected: "no error",
      seen: `${first.rule}: ${first.message}${others}`,
      cause: first.message,
      fix: `${first.fix} All of them: centrifugo-swarm check --live --name ${stack}`,
      page: `docs/rules/${first.rule}.md`,
    });
  },
};
