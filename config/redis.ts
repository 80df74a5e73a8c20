import * as z from "zod";
import { crossCheck, type Fault } from "./cross-check.ts";
import { fields } from "./field.ts";
import { externalFields, externalRedis } from "./redis-external.ts";
import { checkRedisPlace } from "./redis-external-checks.ts";
import { checkAppendFsync, managedFields, managedRedis } from "./redis-managed.ts";
import { modeField } from "./values/mode.ts";

/** `redis:` in the stack file. Which settings go with which mode is checked by `redis-mode.ts`. */
export const redisSchema = z
  .strictObject({
    mode: modeField(
      ["managed", "external"],
      [],
      "`managed`: one Redis of this stack, which only Centrifugo reaches. `external`: one that somebody else runs, see [external-redis.md](external-redis.md).",
    ).prefault("managed"),
    ...managedFields,
    ...externalFields,
  })
  .register(fields, {
    expected: "the settings of Redis",
    example: "{ mode: managed }",
    description:
      "The Redis that keeps history and presence, and through which Centrifugo's tasks reach each other.",
  })
  .check(crossCheck(checkRedis))
  .transform((written) => (written.mode === "external" ? externalRedis(written) : managedRedis(written)));

function checkRedis(settings: Record<string, unknown>): Fault[] {
  return settings["mode"] === "external" ? checkRedisPlace(settings) : checkAppendFsync(settings);
}
