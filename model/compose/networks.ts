import type { Network } from "../model.ts";
import { known, type Value } from "../value.ts";
import type { Reading } from "./reading.ts";
import { entriesOf, type Item, isOn, listOf, mapOf, pairsOf, textOf } from "./tree.ts";
import { valueAt } from "./values.ts";

/** Key of the network that services are on which name none. */
export const defaultNetwork = "default";

/** Networks that a stack file declares, and the one that Docker makes where a service names none. */
export function readNetworks(
  section: Item | undefined,
  needsDefault: boolean,
  reading: Reading,
): readonly Network[] {
  const declared = [...entriesOf(section)].map(([key, item]) => readNetwork(key, item, reading));
  const hasDefault = declared.some(({ otherNames }) => otherNames.includes(defaultNetwork));
  return needsDefault && !hasDefault ? [...declared, madeByDocker(reading)] : declared;
}

function readNetwork(key: string, item: Item, { originOf, fullName }: Reading): Network {
  const settings = entriesOf(item);
  const external = settings.get("external");
  const isExternal = isOn(external) || mapOf(external) !== undefined;
  const named = textOf(settings.get("name")) ?? textOf(entriesOf(external).get("name"));
  const name = named ?? (isExternal ? key : fullName(key));
  const at = (what: string, one: Item) => originOf(`${what} of network ${name}`, one.place);
  const boolean = (setting: string): Value<boolean> | undefined => {
    const one = settings.get(setting);
    return one === undefined ? undefined : known(isOn(one), at(setting, one));
  };
  const driver = settings.get("driver");
  const options = [...pairsOf(settings.get("driver_opts"))];
  return {
    name,
    otherNames: [key],
    origin: originOf(`network ${name}`, item.place),
    driver: driver === undefined ? undefined : valueAt(driver, at("driver", driver)),
    internal: boolean("internal"),
    attachable: boolean("attachable"),
    options: new Map(options.map(([option, one]) => [option, valueAt(one, at(`option ${option}`, one))])),
    subnets: (listOf(entriesOf(settings.get("ipam")).get("config")) ?? []).flatMap((config) => {
      const subnet = entriesOf(config).get("subnet");
      return subnet === undefined ? [] : [valueAt(subnet, at("subnet", subnet))];
    }),
    external: isExternal,
  };
}

function madeByDocker({ fullName }: Reading): Network {
  const name = fullName(defaultNetwork);
  return {
    name,
    otherNames: [defaultNetwork],
    origin: { label: `network ${name}` },
    driver: undefined,
    internal: undefined,
    attachable: undefined,
    options: new Map(),
    subnets: [],
    external: false,
  };
}
