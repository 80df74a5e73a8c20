import { readRouting } from "../../../model/traefik.ts";
import { middlewaresBefore } from "../../router-middlewares.ts";
import { type Rule, violation } from "../../rule.ts";
import { showStreams, streamRouters } from "../../stream-routers.ts";

/** Finds buffers before answers that never end. */
export const rejectBufferingBeforeStreams: Rule = {
  id: "reject-buffering-before-streams",
  title: "Endless answers are not buffered",
  severity: "error",
  systems: ["traefik", "centrifugo"],
  symptom:
    "Clients on SSE or HTTP streaming wait for ever: Traefik collects the answer and passes on nothing before it ends.",
  fix: "Remove the buffering middleware from this router, or give `/connection/websocket` and the streams a router without it.",
  source: "Traefik documentation, buffering middleware",
  proof: "observed",
  check: (model) => {
    const routing = readRouting(model);
    return streamRouters(routing, model).flatMap(({ router, settings, streams }) =>
      middlewaresBefore(router, routing)
        .middlewares.filter(({ kind }) => kind === "buffering")
        .map(({ name, origin, service }) => {
          const message = `Router ${router.name} leads to ${showStreams(streams)} of service ${settings.service.name}, and its middleware ${name} (${origin.label}) buffers answers.`;
          const concerned = (service ?? router.service ?? settings.service).name;
          return {
            ...violation(concerned, origin, message),
            related: streams.map((stream) => stream.origin),
          };
        }),
    );
  },
};
