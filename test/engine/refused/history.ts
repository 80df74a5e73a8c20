import { namespace, type Refused } from "./document.ts";

const history = { history_size: 10, history_ttl: "60s" };
const complete = "require-complete-history";
const recovery = "require-history-for-recovery";

/** Faults of histories and of what works on them. */
export const historyFaults: readonly Refused[] = [
  { fault: "a size without a time to live", by: complete, config: namespace({ history_size: 10 }) },
  { fault: "a time to live without a size", by: complete, config: namespace({ history_ttl: "60s" }) },
  {
    fault: "half a history in channels without a namespace",
    by: complete,
    config: { channel: { without_namespace: { history_size: 10 } } },
  },
  {
    fault: "a size that a variable gives",
    by: complete,
    config: namespace({}),
    env: { CENTRIFUGO_CHANNEL_NAMESPACES_ORG_HISTORY_SIZE: "10" },
  },
  {
    fault: "a size in a JSON array that replaces the file's list",
    by: complete,
    config: { channel: { namespaces: [] } },
    env: { CENTRIFUGO_CHANNEL_NAMESPACES: '[{"name":"chat","history_size":3}]' },
  },
  {
    fault: "a part of a second to live",
    by: complete,
    config: namespace({ ...history, history_ttl: "1500ms" }),
  },
  { fault: "nanoseconds to live", by: complete, config: namespace({ ...history, history_ttl: 300 }) },
  {
    fault: "a part of a second for the position",
    by: complete,
    config: namespace({ ...history, history_meta_ttl: "90.5s" }),
  },
  {
    fault: "a part of a second for every position",
    by: complete,
    config: { channel: { history_meta_ttl: "1h0.5s" } },
  },
  {
    fault: "a history that outlives its position",
    by: complete,
    config: namespace({ ...history, history_meta_ttl: "30s" }),
  },
  {
    fault: "a history that outlives the global position",
    by: complete,
    config: namespace(history, { history_meta_ttl: "30s" }),
  },
  {
    fault: "a history that outlives the default position",
    by: complete,
    config: namespace({ ...history, history_ttl: "721h" }),
  },
  {
    fault: "a position that a variable sets to zero",
    by: complete,
    config: namespace(history),
    env: { CENTRIFUGO_CHANNEL_HISTORY_META_TTL: "0s" },
  },
  { fault: "recovery without a history", by: recovery, config: namespace({ force_recovery: true }) },
  {
    fault: "recovery without a history, without a namespace",
    by: recovery,
    config: { channel: { without_namespace: { force_recovery: true } } },
  },
  {
    fault: "automatic recovery that is not forced",
    by: recovery,
    config: namespace({ ...history, auto_cache_recover: true, force_recovery_mode: "cache" }),
  },
  {
    fault: "automatic recovery of a stream",
    by: recovery,
    config: namespace({ ...history, auto_cache_recover: true, force_recovery: true }),
  },
  { fault: "an unknown recovery mode", by: "schema", config: namespace({ force_recovery_mode: "all" }) },
  { fault: "an unknown delta type", by: "schema", config: namespace({ allowed_delta_types: ["vcdiff"] }) },
];
