import * as z from "zod";
import { crossCheck, type Fault } from "./cross-check.ts";
import { fields, quote } from "./field.ts";
import { parseDuration } from "./units/duration.ts";
import { durationField } from "./values/duration.ts";
import { memoryField, parseMemory } from "./values/memory.ts";

const hardField = memoryField("64M", "1M", "A node that is behind by this much is cut off at once.");
const softField = memoryField("16M", "1M", "A node that is behind by this much for `softTime` is cut off.");

/**
 * `redis.pubsubOutputBuffer`: what Redis keeps for a Centrifugo node that reads more slowly than messages
 * come. A node beyond the limit is cut off, and its clients lose their position (3010, insufficient state).
 *
 * @default Redis' own: 32M at once, or more than 8M for 60s
 */
export const outputBufferField = z
  .strictObject({
    hard: hardField,
    soft: softField,
    softTime: durationField("60s", "1s", "1h", "How long a node may be behind by more than `soft`."),
  })
  .register(fields, {
    expected: "`hard`, `soft` and `softTime`",
    example: "{ hard: 64M, soft: 16M, softTime: 60s }",
    description:
      "What Redis keeps for a Centrifugo node that reads too slowly before it cuts the node off; it counts against `maxMemory`. Raise it when nodes lose Redis under heavy fan-out.",
  })
  .check(crossCheck(checkOrder))
  .transform(({ hard, soft, softTime }) => ({
    hardBytes: parseMemory(hard) ?? 0,
    softBytes: parseMemory(soft) ?? 0,
    softSeconds: (parseDuration(softTime) ?? 0) / 1_000,
  }));

function checkOrder(settings: Record<string, unknown>): Fault[] {
  const [hard, soft] = [hardField.safeParse(settings["hard"]), softField.safeParse(settings["soft"])];
  // What is wrong by itself has been said.
  if (!hard.success || !soft.success) return [];
  if ((parseMemory(soft.data) ?? 0) <= (parseMemory(hard.data) ?? 0)) return [];
  const message = "expected no more than `hard`";
  const fix = "Lower `soft` or raise `hard`: a node is cut off at `hard` before `soft` could count.";
  return [[["soft"], { code: "soft-above-hard", message, found: quote(soft.data), fix }]];
}
