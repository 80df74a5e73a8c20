import { readRouting } from "../../../model/traefik.ts";
import { isOlder } from "../../compare-versions.ts";
import { type Rule, violation } from "../../rule.ts";

/** Finds Traefiks that a current Docker Engine refuses to talk to. */
export const requireTraefikForEngine: Rule = {
  id: "require-traefik-for-engine",
  title: "Traefik speaks an API that current engines take",
  severity: "warning",
  systems: ["traefik"],
  versions: "Traefik before 3.6.1, and before 2.11.31",
  symptom:
    "After an update of Docker Engine to 29 every address is 404; Traefik's log repeats `client version 1.24 is too old`.",
  fix: "Take Traefik 3.6.1 or later (2.11.31 or later of v2).",
  source:
    "Traefik issue 12253, pull requests 12256 and 12262; Docker Engine 29 release notes: minimum API 1.44",
  check: (model) =>
    readRouting(model).statics.flatMap(({ service }) => {
      const { version, image, name } = service;
      const limit = version?.startsWith("2.") === true ? "2.11.31" : "3.6.1";
      if (version === undefined || !isOlder(version, limit)) return [];
      const message = `Service ${name} runs Traefik ${version}, which Docker Engine 29 and later refuse.`;
      return [violation(name, image.origin, message)];
    }),
};
