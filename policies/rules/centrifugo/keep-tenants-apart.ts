import { readEntries } from "../../../model/centrifugo-entries.ts";
import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { channelsLabel } from "../../../model/labels.ts";
import { clear } from "../../../model/value.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { type Check, examine, observe } from "../../entry-checks.ts";
import type { Observation, Rule } from "../../rule.ts";

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
  source: "Centrifugo internal/client/handler.go, OnSubscribe; documentation, channel permissions",
  proof: "observed",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

/** Namespaces whose channels people call by the id of a tenant. */
const tenantNames =
  /^(orgs?|organi[sz]ations?|tenants?|users?|teams?|compan(y|ies)|accounts?|customers?|workspaces?|projects?)$/i;

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const { entries } = readEntries(settings, "CHANNEL_NAMESPACES");
  const declared = tenantNamespaces(settings);
  const check: Check = (options) => {
    const { name } = options.group;
    const isTenant = declared.has(name) || tenantNames.test(name);
    if (!isTenant || !options.isOn("allow_subscribe_for_client")) return undefined;
    return {
      origin: options.origin("allow_subscribe_for_client"),
      message:
        "allow_subscribe_for_client is on, so that every user may subscribe to the channels of every tenant",
    };
  };
  return observe(settings, "tenants are kept apart", [{ ...examine(entries, [check]), isSure: true }]);
}

/** Namespaces with a place for a tenant, `room:<organisation>:1`, in the label with the application's channels. */
function tenantNamespaces({ service }: CentrifugoSettings): ReadonlySet<string> {
  const channels = clear(service.labels.get(channelsLabel)) ?? "";
  const found = [...channels.matchAll(/([\w.-]+):[^\s,<]*<([^>\s,]*)>/g)];
  return new Set(found.flatMap(([, name = "", place = ""]) => (tenantNames.test(place) ? [name] : [])));
}
