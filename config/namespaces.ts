import * as z from "zod";
import { crossCheck, type Fault } from "./cross-check.ts";
import { fields, flag, wholeNumber } from "./field.ts";
import { durationField } from "./values/duration.ts";
import { modeField } from "./values/mode.ts";

/** How many messages a channel keeps, and for how long; Centrifugo needs both. */
const historySchema = z
  .strictObject({
    size: wholeNumber({ expected: "a number of messages from 1 to 100000", example: "100" }, 1, 100_000),
    // Centrifugo stops when this is longer than channel.history_meta_ttl, which is 720h by default.
    ttl: durationField("10m", "1s", "720h"),
  })
  .register(fields, { expected: "`size` and `ttl`", example: "{ size: 100, ttl: 10m }" });

const namespaceSchema = z
  .strictObject({
    /** `token`: whoever has a token for the channel; `user`: user-limited channels (`#`); `public`: any user. */
    access: modeField(["token", "user", "public"], ["proxy"]),
    history: historySchema.optional(),
    /** Clients get what they missed after a short disconnect; needs history. */
    recovery: flag("true").default(false),
    /** Centrifugo keeps who is in a channel; costs Redis a write per client every 27 seconds. */
    presence: flag("false").default(false),
  })
  .register(fields, { expected: "the settings of a namespace", example: "{ access: token }" })
  .check(crossCheck(checkRecovery));

/** `namespaces:` in the stack file, by name. */
export const namespacesSchema = z
  .record(z.string().regex(/^[-a-zA-Z0-9_]{2,}$/), namespaceSchema)
  .register(fields, { expected: "namespaces by name", example: "{ org: { access: token } }" });

function checkRecovery({ recovery, history }: Record<string, unknown>): Fault[] {
  if (recovery !== true || history !== undefined) return [];
  const message = "recovery is on, but this namespace keeps no history to recover from";
  const fix = "Add `history: { size: 100, ttl: 10m }`, or set `recovery: false`.";
  return [[["recovery"], { code: "recovery-without-history", message, fix }]];
}
