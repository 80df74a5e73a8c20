import { type Check, fail, pass } from "../../check.ts";
import { type DoctorContext, swarmOf } from "../../doctor-context.ts";

/** Sends the key in the older of the two headers that Centrifugo takes. */
export const apiHeaders: Check<DoctorContext> = {
  id: "api-headers",
  layer: "api",
  title: "the key is taken as X-API-Key and as Authorization: apikey",
  why: "A backend that sends it in the other form gets 401, and publishes nothing.",
  parts: ["swarm", "apiInside"],
  needs: ["api-nodes"],
  async run(context) {
    const { answers } = await swarmOf(context).facts.inside.nodes();
    const refused = answers.find(({ header, status }) => header === "Authorization" && status !== 200);
    if (refused === undefined) return pass("200 for both");
    return fail({
      expected: "200 for both headers",
      seen: `${refused.status} for Authorization: apikey`,
      cause: "Something between takes the Authorization header away or answers for Centrifugo.",
      fix: "Send the key as X-API-Key.",
    });
  },
};
