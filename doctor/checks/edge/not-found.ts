import { readCentrifugo } from "../../../model/centrifugo-settings.ts";
import { backendOf, hostsOf, readRouting } from "../../../model/traefik.ts";
import type { EdgeAddress } from "../../edge-address.ts";
import { settingOrDefault } from "../../facts/setting-or-default.ts";
import type { SwarmFacts } from "../../facts/swarm-facts.ts";

/** Why an address is answered with 404, by the settings of what runs; undefined: they fit the address. */
export async function explainNotFound(
  { url, host }: EdgeAddress,
  facts: SwarmFacts,
  centrifugo: string,
): Promise<{ readonly cause: string; readonly fix: string } | undefined> {
  const model = await facts.model();
  const service = model.services.find(({ name }) => name === centrifugo);
  if (service === undefined) return undefined;
  const prefix = settingOrDefault(readCentrifugo(service), "websocket.handler_prefix");
  if (prefix !== undefined && url.pathname !== prefix)
    return {
      cause: `Clients dial the path ${url.pathname}, and Centrifugo serves websockets at ${prefix}.`,
      fix: "Give clients the address that the stack puts out as websocketUrl, or change websocket.handler_prefix.",
    };
  const routing = readRouting(model);
  const routers = routing.routers.filter(
    (router) =>
      router.service === service || backendOf(router, routing)?.hosts.includes(service.name.toLowerCase()),
  );
  if (routing.complete && routers.every(({ rule }) => rule === undefined))
    return {
      cause: `No router of Traefik leads to ${service.name}: its service has no label traefik.http.routers.….rule, or is not enabled.`,
      fix: `Deploy again, which puts the labels back; they are: docker service inspect --format '{{json .Spec.Labels}}' ${service.name}`,
    };
  const hosts = routers.flatMap(hostsOf);
  if (hosts.length > 0 && !hosts.includes(host.toLowerCase()))
    return {
      cause: `Clients dial ${host}, and Traefik's router is for ${hosts.join(", ")}.`,
      fix: "Give clients the name in the router's rule, or change the rule.",
    };
  return undefined;
}
