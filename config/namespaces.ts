import * as z from "zod";
import { crossCheck, type Fault } from "./cross-check.ts";
import { fields, flag, wholeNumber } from "./field.ts";
import { choiceField } from "./values/choice.ts";
import { durationField } from "./values/duration.ts";
import { proxyEndpointField } from "./values/proxy-endpoint.ts";

/** How many messages a channel keeps, and for how long; Centrifugo needs both. */
const historySchema = z
  .strictObject({
    size: wholeNumber(
      {
        expected: "a number of messages from 1 to 100000",
        example: "100",
        unit: "messages",
        description: "How many messages each channel keeps.",
      },
      1,
      100_000,
    ),
    // Centrifugo stops when this is longer than channel.history_meta_ttl, which is 720h by default.
    ttl: durationField("10m", "1s", "720h", "How long each channel keeps a message."),
  })
  .register(fields, {
    expected: "`size` and `ttl`",
    example: "{ size: 100, ttl: 10m }",
    description:
      "Messages that each channel keeps in Redis, so that `recovery` can deliver them later; none unless set.",
  });

/** The backend that is asked whether a user may subscribe. */
const proxySchema = z
  .strictObject({
    endpoint: proxyEndpointField,
    timeout: durationField(
      "1s",
      "1s",
      "1m",
      "How long Centrifugo waits for the backend before it refuses the subscription.",
    ).default("1s"),
  })
  .register(fields, {
    expected: "`endpoint` and `timeout`",
    example: "{ endpoint: http://backend:3000/centrifugo/subscribe }",
    description: "The backend that is asked for each subscription; for `access: proxy` only.",
  });

const namespaceSchema = z
  .strictObject({
    access: choiceField(["token", "user", "public", "proxy"], {
      example: "token",
      description:
        "Who may subscribe. `token`: whoever has a subscription token that your backend signed; `user`: the users named after `#` in the channel; `public`: every connected user; `proxy`: whoever your backend lets in, which Centrifugo asks each time.",
    }),
    proxy: proxySchema.optional(),
    history: historySchema.optional(),
    recovery: flag(
      "true",
      "Whether clients get what they missed after a short disconnect; needs `history`.",
    ).optional(),
    presence: flag(
      "false",
      "Whether Centrifugo keeps who is in a channel; costs Redis a write per client and channel every 27 seconds.",
    ).optional(),
  })
  .register(fields, {
    expected: "the settings of a namespace",
    example: "{ access: token }",
    description: "What stands before the first `:` of a channel, and how its channels behave.",
  })
  .check(crossCheck(checkProxy));

/** What a team wants of one namespace. */
export type Namespace = z.output<typeof namespaceSchema>;

/** `namespaces:` in the stack file, by name. */
export const namespacesSchema = z
  .record(z.string().regex(/^[-a-zA-Z0-9_]{2,}$/), namespaceSchema)
  .register(fields, {
    expected: "namespaces by name",
    example: "{ org: { access: token } }",
    description:
      "Namespaces by name: what stands before the first `:` of a channel, and how its channels behave. Centrifugo refuses channels of a namespace that is not defined (error 102).",
  });

function checkProxy({ access, proxy }: Record<string, unknown>): Fault[] {
  if (access === "proxy" && proxy === undefined) {
    const message = "`access: proxy` needs to know which backend to ask";
    const fix =
      "Add `proxy: { endpoint: http://backend:3000/centrifugo/subscribe }`, or take `access: token`.";
    return [[["access"], { code: "missing-proxy", message, fix }]];
  }
  if (access === "proxy" || proxy === undefined) return [];
  const message = "the backend is asked for `access: proxy` only";
  const fix = "Remove `proxy`, or set `access: proxy`.";
  return [[["proxy"], { code: "unused-proxy", message, fix }]];
}
