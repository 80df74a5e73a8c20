import { readChannelEntries } from "../../../model/centrifugo-entries.ts";
import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { readGroup } from "../../../model/option-group.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { type Check, examine, observe } from "../../entry-checks.ts";
import { readOptions } from "../../option-reader.ts";
import type { Observation, Rule } from "../../rule.ts";

/** Finds shared polls that lack their key or publish without versions. */
export const requireConsistentSharedPoll: Rule = {
  id: "require-consistent-shared-poll",
  title: "A shared poll has its key and its versions",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Centrifugo stops at its start with `shared_poll.hmac_secret_key is required`, and its task restarts in a loop.",
  fix: "Set `shared_poll.hmac_secret_key` (CENTRIFUGO_SHARED_POLL_HMAC_SECRET_KEY in a mounted .env), and `shared_poll.mode: versioned` in a namespace that publishes.",
  source: "Centrifugo internal/config/validate.go, validateChannelOptions",
  proof: "observed",
  versions: "Centrifugo v6",
  since: "0.1.0",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const { entries, complete } = readChannelEntries(settings);
  const checkKey: Check = (options) => {
    if (options.text("subscription_type") !== "shared_poll") return undefined;
    const own = readOptions(readGroup(settings, "shared_poll"));
    const isGiven = own.isGiven("hmac_secret_key");
    if (!own.isSure()) options.doubt();
    if (isGiven) return undefined;
    return {
      origin: options.origin("subscription_type"),
      message:
        "subscription_type is shared_poll, but shared_poll.hmac_secret_key, which its signatures are made with, is not set",
    };
  };
  return observe(settings, "every shared poll has its key", [
    examine(entries, [checkKey, checkVersions]),
    { problems: [], isSure: complete },
  ]);
}

const checkVersions: Check = (options) => {
  if (options.text("subscription_type") !== "shared_poll") return undefined;
  if (!options.isOn("shared_poll.publish_enabled")) return undefined;
  if (!["", "versionless"].includes(options.text("shared_poll.mode"))) return undefined;
  return {
    origin: options.origin("shared_poll.publish_enabled"),
    message: `shared_poll.publish_enabled is on, but ${options.show("shared_poll.mode")}, and what is published needs a version`,
    fix: "Set `shared_poll.mode: versioned`, or delete `shared_poll.publish_enabled`.",
  };
};
