import { isTrue } from "../../../model/boolean.ts";
import { readEntries } from "../../../model/centrifugo-entries.ts";
import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { channelsLabel } from "../../../model/labels.ts";
import { clear } from "../../../model/value.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { channelsOf, type DeclaredChannel, readChannels } from "../../declared-channels.ts";
import { type Check, examine, observe } from "../../entry-checks.ts";
import type { OptionReader } from "../../option-reader.ts";
import { readOption } from "../../options.ts";
import { notCheckable, type Observation, type Rule } from "../../rule.ts";

/** Finds namespaces of tenants in which every user may read every channel. */
export const keepTenantsApart: Rule = {
  id: "keep-tenants-apart",
  title: "A tenant's channels are not open to every user",
  severity: "error",
  systems: ["centrifugo"],
  versions: "Centrifugo v6",
  symptom:
    "Every user who is signed in reads the messages of every organisation, by writing its id into the channel's name.",
  fix: "Delete `allow_subscribe_for_client`, and let clients in by a subscription token, a subscribe proxy, or a channel that is limited to its user (`#`).",
  source:
    "Centrifugo internal/client/handler.go, OnSubscribe and OnClientConnecting; documentation, channel permissions",
  proof: "observed",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

/** Namespaces whose channels people call by the id of a tenant. */
const tenantNames =
  /^(orgs?|organi[sz]ations?|tenants?|users?|teams?|compan(y|ies)|accounts?|customers?|workspaces?|projects?)$/i;

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const { service } = settings;
  const { entries } = readEntries(settings, "CHANNEL_NAMESPACES");
  const label = channelsOf(settings);
  const declared = readChannels(settings, clear(label) ?? "");
  let dependsOnChannels = false;
  const check: Check = (options) => {
    const { name } = options.group;
    const own = declared.filter(({ namespace }) => namespace === name);
    if (!tenantNames.test(name) && !own.some(hasPlaceForTenant)) return undefined;
    if (!options.isOn("allow_subscribe_for_client") || options.isOn("subscribe_proxy_enabled"))
      return undefined;
    if (own.length > 0 && own.every((one) => isClosed(one, options, settings))) return undefined;
    if (own.length === 0 && (label?.state === "unknown" || options.isOn("allow_user_limited_channels"))) {
      dependsOnChannels = true;
      return undefined;
    }
    return {
      origin: options.origin("allow_subscribe_for_client"),
      message: `allow_subscribe_for_client is on, so that every user may subscribe to the channels of every tenant${besideStream(options)}`,
    };
  };
  const verdict = { ...examine(entries, [check]), isSure: true };
  const found = observe(settings, "tenants are kept apart", [verdict]);
  if (!dependsOnChannels) return found;
  const message = `Whether tenants are kept apart in service ${service.name} depends on its channels, which label ${channelsLabel} does not tell: those with # or $ may be limited, and all others are open.`;
  return [...found, notCheckable(service.name, service.origin, message)];
}

/** A right beside the stream proxy is a way around it (tried: v6.9.1 with `subs` in the connect command). */
function besideStream({ group }: OptionReader): string {
  return isTrue(clear(group.options.get("SUBSCRIBE_STREAM_PROXY_ENABLED")))
    ? ": the stream proxy is not asked about channels that a client names while it connects"
    : "";
}

/** A place for a tenant, as in `room:<organisation>:1`. */
function hasPlaceForTenant({ channel }: DeclaredChannel): boolean {
  return [...channel.matchAll(/<([^>]*)>/g)].some(([, place = ""]) => tenantNames.test(place));
}

/** The right does not hold for a channel that asks for a token, or for the users in its name. */
function isClosed(
  { channel }: DeclaredChannel,
  options: OptionReader,
  settings: CentrifugoSettings,
): boolean {
  const [prefix, boundary] = ["channel.private_prefix", "channel.user_boundary"].map(
    (key) => readOption(settings, key).text,
  );
  if (prefix === undefined || boundary === undefined) options.doubt();
  const isPrivate = prefix !== undefined && prefix !== "" && channel.startsWith(prefix);
  const isLimited = boundary !== undefined && boundary !== "" && channel.includes(boundary);
  return isPrivate || (isLimited && options.isOn("allow_user_limited_channels"));
}
