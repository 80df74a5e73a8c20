import { readRouting } from "../../../model/traefik.ts";
import type { StaticSettings } from "../../../model/traefik-static.ts";
import { isOlder } from "../../compare-versions.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { sectionOn } from "../../static-settings.ts";

/** The first release whose fast proxy passes on all headers of an upgrade. */
const mended = "3.3.4";

/** Finds Traefiks whose fast proxy spoils websocket upgrades. */
export const rejectBrokenFastProxy: Rule = {
  id: "reject-broken-fast-proxy",
  title: "Traefik's fast proxy passes on websocket upgrades",
  severity: "error",
  systems: ["traefik"],
  symptom:
    "Websockets fail or lose their subprotocol and extensions, while plain requests through the same router succeed.",
  fix: "Take Traefik 3.3.4 or later, or remove `experimental.fastProxy`.",
  source: "Traefik pull requests 11246 and 11522; changelog of v3.2.1 and v3.3.4",
  versions: "Traefik 3.2.0 to 3.3.3",
  check: (model) => readRouting(model).statics.flatMap(checkTraefik),
};

function checkTraefik(statics: StaticSettings): Observation[] {
  const { service } = statics;
  const origin = sectionOn(statics, "experimental.fastproxy");
  if (origin === undefined) return [];
  if (service.version === undefined) {
    const message = `Service ${service.name} uses the fast proxy (${origin.label}), and whether its Traefik is older than ${mended} cannot be told from the image.`;
    return [notCheckable(service.name, origin, message)];
  }
  if (!isOlder(service.version, mended)) return [];
  const message = `Service ${service.name} uses the fast proxy (${origin.label}), which in Traefik ${service.version} spoils websocket upgrades.`;
  return [{ ...violation(service.name, origin, message), related: [service.image.origin] }];
}
