import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { serviceAt } from "../../../model/host-names.ts";
import type { StackModel } from "../../../model/model.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { type Check, examine, observe, type Verdict } from "../../entry-checks.ts";
import { usedProxies } from "../../proxies.ts";
import type { Observation, Rule } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** Finds proxies that Centrifugo asks in clear over networks of others. */
export const encryptProxyRequests: Rule = {
  id: "encrypt-proxy-requests",
  title: "Proxy requests that leave the Swarm are encrypted",
  severity: "warning",
  systems: ["centrifugo"],
  symptom:
    "Everything works; cookies, tokens and messages of every client can be read and changed on the way to the backend.",
  fix: "Write `https://`, or name a service of the Swarm, such as `http://backend:3000/…`.",
  source: "Centrifugo documentation, proxy events to the backend; internal/proxy",
  check: (model) => v6Centrifugos(model).flatMap((settings) => checkService(settings, model)),
};

function checkService(settings: CentrifugoSettings, model: StackModel): readonly Observation[] {
  const { used, isSure } = usedProxies(settings);
  const groups = [...new Map(used.map(({ proxy }) => [proxy.key, proxy])).values()];
  const verdict: Verdict = examine(groups, [checkEndpoint(model)]);
  return observe(settings, "every request to a proxy is encrypted", [verdict, { problems: [], isSure }]);
}

function checkEndpoint(model: StackModel): Check {
  return (options) => {
    const [, scheme = "", host = ""] =
      /^(http|grpc):\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]+)/i.exec(options.text("endpoint")) ?? [];
    if (host === "" || isInside(host.toLowerCase(), model)) return undefined;
    if (scheme.toLowerCase() === "grpc" && options.isOn("grpc.tls.enabled")) return undefined;
    return {
      origin: options.origin("endpoint"),
      message: `Centrifugo asks ${showWord(host, "a host outside of the stack")} in clear`,
    };
  };
}

/** Services of the stack, names without a domain, and addresses that no network of others has. */
function isInside(host: string, model: StackModel): boolean {
  return (
    serviceAt(host, model.services) !== undefined ||
    !/[.:]/.test(host) ||
    /^tasks\./.test(host) ||
    /\.(internal|local|localhost|lan|svc|home\.arpa)$/.test(host) ||
    /^(10|127|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$/.test(host) ||
    /^\[(::1|f[cd][0-9a-f:]*|fe80:[0-9a-f:]*)\]$/.test(host)
  );
}
