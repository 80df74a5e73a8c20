import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import type { StackModel } from "../../../model/model.ts";
import { backendOf, type Routing, readRouting } from "../../../model/traefik.ts";
import type { Middleware, Router } from "../../../model/traefik-parts.ts";
import { clear } from "../../../model/value.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { readOption } from "../../options.ts";
import { middlewaresBefore } from "../../router-middlewares.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";
import { listOf } from "../../static-settings.ts";
import { targetOf, websocketRouters } from "../../websocket-routers.ts";

/** Finds routers that let a client name its own user. */
export const overwriteUserHeader: Rule = {
  id: "overwrite-user-header",
  title: "No client names its own user in a header",
  severity: "error",
  systems: ["centrifugo", "traefik"],
  symptom:
    "Everything works, and a client that sends the header itself, which takes one option of `curl`, is connected as the user that it names.",
  fix: "Put a middleware before the router that always sets or deletes the header: `forwardauth` with the header in `authResponseHeaders`, or `headers` with it in `customRequestHeaders`.",
  source:
    "Centrifugo internal/middleware/user_header_auth.go; Traefik documentation, headers and forwardAuth: other headers of the client are passed on",
  proof: "observed",
  check: (model) => centrifugos(model).flatMap((settings) => checkService(settings, model)),
};

function checkService(settings: CentrifugoSettings, model: StackModel): Observation[] {
  const { service } = settings;
  const option = readOption(settings, "client.user_id_http_header");
  if (option.text === "") return [];
  if (option.text === undefined) {
    const message = `Whether service ${service.name} takes its users from a header is not known here.`;
    return [notCheckable(service.name, option.origin, message)];
  }
  const header = option.text.toLowerCase();
  const routing = readRouting(model);
  const routers = routersTo(settings, routing, model);
  if (routers.length === 0) {
    const message = `${option.origin.label} names a header that tells the user; whether what stands before service ${service.name} overwrites it is not known here.`;
    return [notCheckable(service.name, option.origin, message)];
  }
  return routers.flatMap((router) => {
    const { middlewares, unknown } = middlewaresBefore(router, routing);
    if (middlewares.some((middleware) => overwrites(middleware, header))) return [];
    const where = `${showWord(router.name, "…")} leads clients to service ${service.name}, which takes the user from the header ${showWord(option.text ?? "", "…")} (${option.origin.label})`;
    if (unknown.length > 0 || middlewares.some(({ kind }) => kind === "plugin")) {
      const message = `Router ${where}; whether a middleware before it overwrites that header is not known here.`;
      return [notCheckable(service.name, router.origin, message)];
    }
    const message = `Router ${where}, and passes on what the client puts there.`;
    return [{ ...violation(service.name, router.origin, message), related: [option.origin] }];
  });
}

/** Routers that certainly lead websockets to this Centrifugo. */
function routersTo(settings: CentrifugoSettings, routing: Routing, model: StackModel): readonly Router[] {
  return websocketRouters(routing, model).flatMap(({ router, certain }) => {
    const backend = backendOf(router, routing);
    const target = backend === undefined ? undefined : targetOf(backend, model);
    const isHere =
      target === undefined
        ? router.service === settings.service
        : target.kind === "centrifugo" && target.settings.service === settings.service;
    return certain && isHere ? [router] : [];
  });
}

/** A header that forwardAuth copies from the answer is deleted first, so the client's own never passes. */
function overwrites({ kind, options }: Middleware, header: string): boolean {
  if (kind === "headers") return options.has(`customrequestheaders.${header}`);
  if (kind !== "forwardauth") return false;
  const copied = listOf(options.get("authresponseheaders")).map((name) => name.toLowerCase());
  return copied.includes(header) || (clear(options.get("authresponseheadersregex")) ?? "") !== "";
}
