import type { StackModel } from "../../../model/model.ts";
import { readRouting } from "../../../model/traefik.ts";
import { clear } from "../../../model/value.ts";
import { middlewaresBefore } from "../../router-middlewares.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { websocketRouters } from "../../websocket-routers.ts";

/** Releases whose retry middleware tries again after a websocket has ended. */
const broken: ReadonlySet<string> = new Set(["3.7.6", "3.7.7"]);

/** Finds retries before websockets in a Traefik that panics on them. */
export const rejectBrokenRetry: Rule = {
  id: "reject-broken-retry",
  title: "Traefik does not retry websockets that have ended",
  severity: "error",
  systems: ["traefik"],
  symptom:
    "Whenever a websocket ends, Traefik sends the request again, panics on the connection that is gone, and writes a stack trace into its log.",
  fix: "Take Traefik 3.7.8 or later, or remove the retry middleware from the router.",
  source: "Traefik pull request 13520; changelog of v3.7.8",
  versions: "Traefik 3.7.6 and 3.7.7",
  check: (model) => {
    const routing = readRouting(model);
    const retries = websocketRouters(routing, model)
      .filter(({ certain }) => certain)
      .flatMap(({ router }) =>
        middlewaresBefore(router, routing).middlewares.filter(
          // A single attempt is no retry.
          ({ kind, options }) => kind === "retry" && clear(options.get("attempts")) !== "1",
        ),
      );
    return retries.length === 0 ? [] : checkTraefiks(model, [...new Set(retries.map(({ name }) => name))]);
  },
};

function checkTraefiks(model: StackModel, retries: readonly string[]): Observation[] {
  const list = retries.join(", ");
  return model.services
    .filter(({ system }) => system === "traefik")
    .flatMap(({ name, version, image }) => {
      if (version === undefined) {
        const message = `Websockets pass the retry middleware ${list}, and whether service ${name} is one of Traefik ${[...broken].join(" and ")} cannot be told from its image.`;
        return [notCheckable(name, image.origin, message)];
      }
      if (!broken.has(version)) return [];
      const message = `Websockets pass the retry middleware ${list}, on which Traefik ${version} of service ${name} panics.`;
      return [violation(name, image.origin, message)];
    });
}
