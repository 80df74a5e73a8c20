import { type Routing, readRouting } from "../../../model/traefik.ts";
import { clear } from "../../../model/value.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";
import { entryPointSettings, traefikDuration } from "../../static-settings.ts";
import { type StreamRouter, showStreams, streamRouters } from "../../stream-routers.ts";

/** Finds time limits on answers that never end. */
export const rejectWriteTimeout: Rule = {
  id: "reject-write-timeout",
  title: "Endless answers have no time limit",
  severity: "error",
  systems: ["traefik", "centrifugo"],
  symptom:
    "Clients on SSE or HTTP streaming are cut off after that time, however much they receive, and connect again and again.",
  fix: "Remove `respondingTimeouts.writeTimeout` from this entry point, or set it to 0; the read timeout and the idle timeout may stay.",
  source: "Traefik documentation, entry points: writeTimeout covers the answer up to its end",
  proof: "observed",
  check: (model) => {
    const routing = readRouting(model);
    const found = streamRouters(routing, model).flatMap((router) => checkRouter(router, routing));
    return found.filter(({ origin }, index) => found.findIndex((other) => other.origin === origin) === index);
  },
};

function checkRouter({ router, settings, streams }: StreamRouter, routing: Routing): Observation[] {
  return entryPointSettings(router, routing, "transport.respondingtimeouts.writetimeout").flatMap(
    ({ statics, entryPoint, value }): Observation[] => {
      const timeout = traefikDuration(value);
      const shown = showWord(entryPoint, "…");
      const leads = `router ${router.name} leads to ${showStreams(streams)} of service ${settings.service.name}`;
      if (timeout === undefined) {
        const message = `The write timeout of entry point ${shown} (${value.origin.label}) is not known here, and ${leads}.`;
        return [notCheckable(statics.service.name, value.origin, message)];
      }
      if (timeout <= 0) return [];
      const message = `Entry point ${shown} ends every answer after ${showWord(clear(value) ?? "", "some time")} (${value.origin.label}), and ${leads}.`;
      const related = streams.map((stream) => stream.origin);
      return [{ ...violation(statics.service.name, value.origin, message), related }];
    },
  );
}
