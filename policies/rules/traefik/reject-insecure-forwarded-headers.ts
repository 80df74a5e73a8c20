import { isTrue } from "../../../model/boolean.ts";
import { readRouting } from "../../../model/traefik.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { type StaticSetting, settingsLike } from "../../static-settings.ts";

/** Finds entry points that believe every address that a client claims to have. */
export const rejectInsecureForwardedHeaders: Rule = {
  id: "reject-insecure-forwarded-headers",
  title: "Traefik believes only known proxies about addresses",
  severity: "error",
  systems: ["traefik"],
  symptom:
    "Anybody can pretend to come from another address: allow lists let them in, and rate limits and logs count them as somebody else.",
  fix: "Remove `insecure` and list the proxies in front in `trustedIPs`; without a proxy in front neither is needed.",
  source: "Traefik documentation, entry points: forwardedHeaders and proxyProtocol",
  proof: "observed",
  check: (model) =>
    readRouting(model).statics.flatMap((statics) =>
      settingsLike(statics, /^entrypoints\.[^.]+\.(forwardedheaders|proxyprotocol)\.insecure$/).flatMap(
        checkSwitch,
      ),
    ),
};

function checkSwitch({ statics, key, value }: StaticSetting): Observation[] {
  const { name } = statics.service;
  if (value.state === "unknown")
    return [notCheckable(name, value.origin, `${value.origin.label} is not known here.`)];
  if (!isTrue(value)) return [];
  const what = key.includes("proxyprotocol") ? "PROXY protocol" : "X-Forwarded-For header";
  const message = `Service ${name} takes the client's address from the ${what} of whoever connects (${value.origin.label}).`;
  return [violation(name, value.origin, message)];
}
