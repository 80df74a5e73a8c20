import { readEntries } from "../../../model/centrifugo-entries.ts";
import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { readGroup } from "../../../model/option-group.ts";
import { brokerChecks, checkMasterName } from "../../broker-checks.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { type Check, examine, observe } from "../../entry-checks.ts";
import type { Observation, Rule } from "../../rule.ts";

/** Finds engines, brokers and controllers that do not know what to connect to. */
export const requireCompleteBroker: Rule = {
  id: "require-complete-broker",
  title: "Engine, broker and controller know what to connect to",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Centrifugo passes `checkconfig` and stops at its start with `configure engines error` or `configure map broker error`.",
  fix: "Set what the type needs: `sentinel_master_name` for Sentinels, `postgres.dsn` for Postgres.",
  source: "Centrifugo internal/app/engine.go and internal/confighelpers/redis.go, getRedisShardConfigs",
  proof: "observed",
  versions: "Centrifugo v6",
  since: "0.1.0",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const { entries } = readEntries(settings, "CONSUMERS");
  return observe(settings, "engine, broker and controller are complete", [
    examine([readGroup(settings, "")], brokerChecks),
    examine(entries, [checkConsumer]),
  ]);
}

const checkConsumer: Check = (options) =>
  options.isOn("enabled") && options.text("type") === "redis_stream"
    ? checkMasterName(options, "redis_stream.")
    : undefined;
