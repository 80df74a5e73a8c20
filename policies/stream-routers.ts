import type { CentrifugoSettings } from "../model/centrifugo-settings.ts";
import type { StackModel } from "../model/model.ts";
import { backendOf, type Routing } from "../model/traefik.ts";
import type { Router } from "../model/traefik-parts.ts";
import { mayTakePath } from "../model/traefik-rule.ts";
import { centrifugos } from "./centrifugo-services.ts";
import { isOn, type Option, readOption } from "./options.ts";
import { targetOf } from "./websocket-routers.ts";

/** Transports whose answer never ends. */
const transports = ["sse", "http_stream", "uni_sse", "uni_http_stream"] as const;

/** A router that leads requests for endless answers to a Centrifugo. */
export interface StreamRouter {
  readonly router: Router;
  readonly settings: CentrifugoSettings;
  /** The switches of the transports: `sse.enabled`. */
  readonly streams: readonly Option[];
}

/** Routers that lead to a Centrifugo's SSE or HTTP streaming; a transport that is not known to be on is left out. */
export function streamRouters(routing: Routing, model: StackModel): readonly StreamRouter[] {
  return routing.routers.flatMap((router) => {
    const settings = behind(router, routing, model);
    const streams = settings === undefined ? [] : streamsBehind(router, settings);
    return settings === undefined || streams.length === 0 ? [] : [{ router, settings, streams }];
  });
}

/** The Centrifugo that a router certainly leads to. */
function behind(router: Router, routing: Routing, model: StackModel): CentrifugoSettings | undefined {
  const backend = backendOf(router, routing);
  if (backend === undefined) {
    const isOwn = router.backend === undefined;
    return isOwn ? centrifugos(model).find(({ service }) => service === router.service) : undefined;
  }
  const target = targetOf(backend, model);
  return target.kind === "centrifugo" ? target.settings : undefined;
}

function streamsBehind({ rule }: Router, settings: CentrifugoSettings): readonly Option[] {
  return transports.flatMap((transport) => {
    const enabled = readOption(settings, `${transport}.enabled`);
    const path = readOption(settings, `${transport}.handler_prefix`).text;
    const isElsewhere = rule !== undefined && path !== undefined && mayTakePath(rule, path) === false;
    return isOn(enabled) && !isElsewhere ? [enabled] : [];
  });
}

/** For a message: `http_stream.enabled, sse.enabled`. */
export function showStreams(streams: readonly Option[]): string {
  return streams.map(({ key }) => key.replace(/\.enabled$/, "")).join(" and ");
}
