import type { Network } from "../model.ts";
import { byName } from "../secret.ts";
import { known, type Origin } from "../value.ts";
import { listAt, mapAt, part, textAt } from "./json.ts";

/** Numbers that the engine gives out by itself. */
const givenOut = "com.docker.network.driver.overlay.vxlanid_list";

/**
 * Reads one network as `docker network inspect` shows it. Its subnets are the ones that it has, also where
 * Docker chose them.
 */
export function readSwarmNetwork(network: unknown): Network {
  const id = textAt(network, "Id");
  const name = textAt(network, "Name") ?? id ?? "";
  const at = (what: string): Origin => ({ label: `${what} of network ${name}` });
  const driver = textAt(network, "Driver");
  const isOn = (key: string, what: string) =>
    part(network, key) === true ? known(true, at(what)) : undefined;
  const options = [...mapAt(network, "Options")].filter(([key]) => key !== givenOut);
  return {
    name,
    otherNames: id === undefined ? [] : [id],
    origin: { label: `network ${name}` },
    driver: driver === undefined || driver === "overlay" ? undefined : known(driver, at("driver")),
    internal: isOn("Internal", "internal"),
    attachable: isOn("Attachable", "attachable"),
    options: new Map(options.map(([key, value]) => [key, byName(key, value, at(`option ${key}`))])),
    subnets: listAt(network, "IPAM", "Config").flatMap((config) => {
      const subnet = textAt(config, "Subnet");
      return subnet === undefined ? [] : [known(subnet, at("subnet"))];
    }),
    external: false,
  };
}
