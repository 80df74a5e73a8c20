import { isTrue } from "../../../model/boolean.ts";
import type { StackModel } from "../../../model/model.ts";
import { entryPointsOf, type Routing, readRouting } from "../../../model/traefik.ts";
import type { Router } from "../../../model/traefik-parts.ts";
import { mayTakePath } from "../../../model/traefik-rule.ts";
import type { StaticSettings } from "../../../model/traefik-static.ts";
import { isPublished } from "../../published-entry-points.ts";
import { isGuarded } from "../../router-guards.ts";
import { middlewaresBefore } from "../../router-middlewares.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds Traefiks whose dashboard and API everybody may read. */
export const keepDashboardPrivate: Rule = {
  id: "keep-dashboard-private",
  title: "Traefik's dashboard is not public",
  severity: "error",
  systems: ["traefik"],
  symptom:
    "Strangers read all routers, services and addresses of the Swarm, and the password hashes of its middlewares.",
  fix: "Remove `api.insecure`, and put a middleware with a password (`basicAuth`, `forwardAuth`) before the router to `api@internal`.",
  source: "Traefik documentation, API and dashboard: security",
  proof: "observed",
  check: (model) => {
    const routing = readRouting(model);
    return [
      ...routing.statics.flatMap(checkInsecure),
      ...routing.routers
        .filter(({ backend }) => backend === "api@internal" || backend === "dashboard@internal")
        .flatMap((router) => checkRouter(router, routing, model)),
    ];
  },
};

function checkInsecure(statics: StaticSettings): Observation[] {
  const { service, settings } = statics;
  const insecure = settings.get("api.insecure");
  if (insecure === undefined || (insecure.state === "known" && !isTrue(insecure))) return [];
  const published = isPublished("traefik", statics);
  if (published === false) return [];
  if (published === undefined || insecure.state !== "known") {
    const message = `Whether everybody may read Traefik's API on service ${service.name} is not known here (${insecure.origin.label}).`;
    return [notCheckable(service.name, insecure.origin, message)];
  }
  const message = `Service ${service.name} serves Traefik's API and dashboard without a password (${insecure.origin.label}), on a port that it publishes.`;
  const related = service.ports.map(({ target }) => target.origin);
  return [{ ...violation(service.name, insecure.origin, message), related }];
}

function checkRouter(router: Router, routing: Routing, model: StackModel): Observation[] {
  const { middlewares, unknown } = middlewaresBefore(router, routing);
  const guarded = isGuarded(
    { ...router, middlewares: [...middlewares.map(({ name }) => name), ...unknown] },
    model,
  );
  const service = router.service?.name ?? "";
  if (guarded === true || isOutOfReach(router, routing)) return [];
  if (guarded === undefined) {
    const message = `Router ${router.name} leads to Traefik's API, and whether a middleware asks for a password is not known here.`;
    return [notCheckable(service, router.origin, message)];
  }
  const message = `Router ${router.name} leads strangers to Traefik's API and dashboard: no middleware of it asks for a password.`;
  return [violation(service, router.origin, message)];
}

/** True where the rule takes no stranger, or only entry points listen that nobody outside reaches. */
function isOutOfReach(router: Router, routing: Routing): boolean {
  const { rule } = router;
  if (
    rule !== undefined &&
    ["/api/rawdata", "/dashboard/"].every((path) => mayTakePath(rule, path) === false)
  )
    return true;
  const places = entryPointsOf(router, routing).flatMap(({ name }) =>
    routing.statics
      .filter(({ entryPoints }) => entryPoints.some((entryPoint) => entryPoint.name === name))
      .map((statics) => isPublished(name, statics)),
  );
  return places.length > 0 && places.every((published) => published === false);
}
