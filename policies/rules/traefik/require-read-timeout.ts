import { readRouting } from "../../../model/traefik.ts";
import { type Rule, violation } from "../../rule.ts";
import { settingsLike, traefikDuration } from "../../static-settings.ts";

/** Finds entry points that wait for ever for a request. */
export const requireReadTimeout: Rule = {
  id: "require-read-timeout",
  title: "Traefik does not wait for ever for a request",
  severity: "warning",
  systems: ["traefik"],
  symptom:
    "A few clients that send their requests byte by byte take up all connections, and nobody else gets in.",
  fix: "Remove `respondingTimeouts.readTimeout` (60s is the default) or set it to the longest upload: an open websocket is not cut by it.",
  source: "Traefik documentation, entry points: readTimeout",
  proof: "observed",
  check: (model) =>
    readRouting(model).statics.flatMap((statics) =>
      settingsLike(statics, /^entrypoints\.[^.]+\.transport\.respondingtimeouts\.readtimeout$/)
        .filter(({ value }) => traefikDuration(value) === 0)
        .map(({ value }) => {
          const { name } = statics.service;
          return violation(
            name,
            value.origin,
            `Service ${name} waits for requests without a limit (${value.origin.label}).`,
          );
        }),
    ),
};
