import type { Service } from "../../../model/model.ts";
import { clear } from "../../../model/value.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Traefik releases that offer websockets over HTTP/2 and cannot carry them, with the release that mends it. */
const broken: ReadonlyMap<string, string> = new Map([
  ["2.11.17", "2.11.18"],
  ["3.2.4", "3.2.5"],
  ["3.3.0", "3.3.1"],
]);

/** Finds Traefiks that cannot carry the websockets that they offer. */
export const rejectBrokenWebsocketUpgrade: Rule = {
  id: "reject-broken-websocket-upgrade",
  title: "Traefik does not offer websockets over HTTP/2",
  severity: "error",
  systems: ["traefik"],
  symptom:
    "Browsers cannot open wss:// while curl and wscat can: the browser tries HTTP/2's extended CONNECT, which Traefik cannot carry.",
  fix: "Use Traefik 3.3.1 or later (3.2.5 or 2.11.18 in the older lines), and delete `GODEBUG=http2xconnect=1`.",
  source: "Traefik issue 11405, pull requests 11408 and 11412; changelog of v2.11.18, v3.2.5 and v3.3.1",
  versions: "Traefik 2.11.17, 3.2.4 and 3.3.0",
  since: "0.1.0",
  check: (model) => model.services.filter(({ system }) => system === "traefik").flatMap(checkService),
};

function checkService(service: Service): Observation[] {
  return [...checkVersion(service), ...checkGodebug(service)];
}

function checkVersion({ name, version, image }: Service): Observation[] {
  if (version === undefined) {
    const message = `The image of service ${name} has no full version, so it cannot be told whether it is one of ${[...broken.keys()].join(", ")}.`;
    return [notCheckable(name, image.origin, message)];
  }
  const fixed = broken.get(version);
  if (fixed === undefined) return [];
  const message = `Service ${name} runs Traefik ${version}, whose websocket upgrade is broken over HTTP/2.`;
  return [violation(name, image.origin, message, `Use Traefik ${fixed} or later.`)];
}

function checkGodebug({ name, env }: Service): Observation[] {
  const value = env.get("GODEBUG");
  if (value === undefined) return [];
  const text = clear(value);
  if (text === undefined)
    return [notCheckable(name, value.origin, `${value.origin.label} is not known yet.`)];
  const settings = text.split(",").map((setting) => setting.trim());
  // The last one counts, as in Go.
  if (settings.findLast((setting) => setting.startsWith("http2xconnect=")) !== "http2xconnect=1") return [];
  const message = `${value.origin.label} has http2xconnect=1, which makes Traefik offer websockets over HTTP/2 that it cannot carry.`;
  return [violation(name, value.origin, message, "Delete `http2xconnect=1` from GODEBUG.")];
}
