import * as z from "zod";
import { fields, quote, type Refusal, textField } from "./field.ts";
import { memoryField } from "./values/memory.ts";
import { modeField } from "./values/mode.ts";

const nodeField = textField(
  { expected: "the host name of a Swarm node", example: "node-1" },
  (text): Refusal | undefined => {
    if (/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,252}$/.test(text)) return undefined;
    const fix = "Take it from the HOSTNAME column of `docker node ls`.";
    return {
      code: "invalid-node",
      message: "expected the host name of a Swarm node",
      found: quote(text),
      fix,
    };
  },
);

/** `redis:` in the stack file. */
export const redisSchema = z
  .strictObject({
    mode: modeField(["managed"], ["external", "sentinel", "cluster"]).prefault("managed"),
    /** Host name of the Swarm node that keeps Redis' data; needed when the Swarm has more than one node. */
    node: nodeField.optional(),
    /** What Redis may use for data; three quarters of its memory limit by default. */
    maxMemory: memoryField("192M", "1M").optional(),
  })
  .register(fields, { expected: "the settings of Redis", example: "{ mode: managed }" });
