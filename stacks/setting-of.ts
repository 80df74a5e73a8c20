import { variableName } from "../config/centrifugo/option-path.ts";
import type { ResolvedOption } from "../config/centrifugo/resolve.ts";
import { channelsLabel } from "../model/labels.ts";
import type { Observation } from "../policies/rule.ts";
import { allServiceNames, objectName, type ServiceName, type StackIdentity } from "./names.ts";

type Path = readonly PropertyKey[];

/** The setting of the stack file that an observation of a rule is about; undefined: the stack as a whole. */
export function settingOf(
  { service, origin }: Pick<Observation, "service" | "origin">,
  options: readonly ResolvedOption[],
  identity: StackIdentity,
): Path | undefined {
  const name = allServiceNames.find((one) => objectName(identity, one) === service);
  const key = origin.key;
  if (key !== undefined) {
    const option = optionAt(key, options);
    const place = option && (placeOf(option) ?? siblingOf(option, options));
    if (place !== undefined) return place;
  }
  return name === undefined ? undefined : partOf(name, key);
}

/** By its key in `config.json` or its variable in the `.env`; else the option around it or the first one in it. */
function optionAt(key: string, options: readonly ResolvedOption[]): ResolvedOption | undefined {
  const exact = options.find((one) => one.key === key || variableName(one.option) === key);
  if (exact !== undefined) return exact;
  const isInside = (inner: string, outer: string) =>
    inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
  return options.find((one) => isInside(key, one.key) || isInside(one.key, key));
}

/** What clashes with a value of the deployment's own was most likely written beside it. */
function siblingOf({ key }: ResolvedOption, options: readonly ResolvedOption[]): Path | undefined {
  const group = key.slice(0, key.lastIndexOf(".") + 1);
  const sibling = options.find((one) => one.raw !== undefined && one.key.startsWith(group));
  return sibling && placeOf(sibling);
}

function placeOf({ raw, intention }: ResolvedOption): Path | undefined {
  return raw === undefined ? intention?.setting : ["centrifugo", ...raw];
}

/** The settings that decide a part of a service. */
function partOf(service: ServiceName, key: string | undefined): Path {
  const image =
    service === "certificates"
      ? "traefik"
      : service.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  if (key === `labels.${channelsLabel}`) return ["channels"];
  if (key === "image") return ["images", image];
  if (key === "replicas") return service === "centrifugo" ? ["replicas"] : [image, "replicas"];
  if (service === "test-page") return ["testPage"];
  if (key?.startsWith("certificatesResolvers.")) {
    return ["tls", "acme", ...(key.endsWith(".caServer") ? ["staging"] : [])];
  }
  if (service === "certificates") return ["tls"];
  return service === "redis" || service === "traefik" ? [service] : ["centrifugo"];
}
