import { type Check, fail, pass, skip } from "../../check.ts";
import type { DoctorContext } from "../../doctor-context.ts";
import { callApi } from "../../probes/call-api.ts";
import { errorOf } from "./body.ts";

/** Asks the API by its address, where no job on the Swarm does. */
export const apiDirect: Check<DoctorContext> = {
  id: "api-answers",
  layer: "api",
  title: "the API answers at its address",
  why: "Without it the backend publishes nothing.",
  parts: ["api"],
  needs: [],
  async run({ target: { api, swarm } }) {
    if (api === undefined || swarm?.apiKey !== undefined)
      return skip("a job on the Swarm asks every node instead");
    const { status, body } = await callApi(api, "info", {});
    const error = errorOf(body);
    if (status === 200 && error === undefined) return pass(`200 at ${api.url}`);
    const meaning: Record<number, string> = {
      0: "Nothing answers at this address.",
      401: "This is not the key that Centrifugo has, or it has none.",
      404: "Nothing serves the API there: another path, another port, or http_api.disabled.",
      405: "Something on the way turns POST into GET, such as a redirect from http to https.",
    };
    return fail({
      expected: "200 with a result",
      seen:
        error === undefined ? `${status === 0 ? "no answer" : status} at ${api.url}` : `error ${error.code}`,
      cause:
        meaning[status] ?? `The API answers ${status}${error === undefined ? "" : `, error ${error.code}`}.`,
      fix: `What it means: centrifugo-swarm doctor explain ${error?.code ?? (status || 502)}`,
    });
  },
};
