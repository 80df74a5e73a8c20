import { readChannelEntries } from "../../../model/centrifugo-entries.ts";
import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { readGroup } from "../../../model/option-group.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { type Check, examine, observe } from "../../entry-checks.ts";
import { type OptionReader, readOptions } from "../../option-reader.ts";
import type { Observation, Rule } from "../../rule.ts";

/** Finds histories that Centrifugo refuses. */
export const requireCompleteHistory: Rule = {
  id: "require-complete-history",
  title: "A history has a size and a time to live",
  severity: "error",
  systems: ["centrifugo"],
  symptom: "Centrifugo stops at its start with `error validating config`, and its task restarts in a loop.",
  fix: "Set `history_size` and `history_ttl` together, in whole seconds, and keep `history_ttl` within `history_meta_ttl` (`channel.history_meta_ttl`, 720h).",
  source: "Centrifugo internal/config/validate.go, validateChannelOptions",
  proof: "observed",
  versions: "Centrifugo v6",
  since: "0.1.0",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const channel = readGroup(settings, "channel");
  const { entries, complete } = readChannelEntries(settings);
  const withinMeta: Check = (options) => checkMeta(options, readOptions(channel));
  return observe(settings, "every history is complete", [
    examine([channel], [wholeSeconds("history_meta_ttl")]),
    examine(entries, [checkPair, wholeSeconds("history_ttl"), wholeSeconds("history_meta_ttl"), withinMeta]),
    { problems: [], isSure: complete },
  ]);
}

const checkPair: Check = (options) => {
  const [hasSize, hasTtl] = [options.integer("history_size") !== 0, options.duration("history_ttl") !== 0];
  if (hasSize === hasTtl) return undefined;
  const [given, missing] = hasSize ? ["history_size", "history_ttl"] : ["history_ttl", "history_size"];
  return {
    origin: options.origin(given),
    message: `${options.show(given)}, but ${missing} is not set, and a history needs both`,
    fix: `Set \`${missing}\` too, for example \`${hasSize ? "history_ttl: 1h" : "history_size: 100"}\`, or delete \`${given}\`.`,
  };
};

function wholeSeconds(option: string): Check {
  return (options) => {
    const duration = options.duration(option);
    if (duration <= 0 || duration % 1000 === 0) return undefined;
    const bare = /^\d+$/.test(options.text(option));
    return {
      origin: options.origin(option),
      message: `${options.show(option)}, ${bare ? "which counts as nanoseconds" : "a part of a second"}, and Centrifugo takes whole seconds here`,
      fix: `Write \`${option}\` in whole seconds with a unit, for example \`${option}: 300s\`.`,
    };
  };
}

/** Of a history's position; a namespace without one of its own takes the global one. */
function checkMeta(options: OptionReader, channel: OptionReader): ReturnType<Check> {
  const ttl = options.duration("history_ttl");
  const isOwn = options.duration("history_meta_ttl") !== 0;
  const meta = isOwn ? options : channel;
  const isTooLong = ttl > meta.duration("history_meta_ttl");
  if (!channel.isSure()) options.doubt();
  if (!isTooLong) return undefined;
  const place = isOwn ? meta.show("history_meta_ttl") : `channel.${meta.show("history_meta_ttl")}`;
  return {
    origin: options.origin("history_ttl"),
    message: `${options.show("history_ttl")}, but ${place}: the history would outlive its own position`,
    fix: `Make \`history_meta_ttl\` much longer than \`history_ttl\`, or \`history_ttl\` shorter.`,
  };
}
