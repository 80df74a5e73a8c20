import fc from "fast-check";
import type { Tree } from "./stack-case.ts";

const code = fc.integer({ min: 1, max: 4_999 });
const reason = fc.string({ maxLength: 60 });

/** From the status of a backend's answer. */
const fromStatus = fc
  .tuple(fc.integer({ min: 400, max: 599 }), code, reason, fc.constantFrom("error", "disconnect"))
  .map(([status, to, text, kind]): Tree => {
    const target = kind === "error" ? { to_error: { code: to, message: text, temporary: false } } : {};
    return {
      status_code: status,
      ...target,
      ...(kind === "disconnect" ? { to_disconnect: { code: to, reason: text } } : {}),
    };
  });

/** From an error of a connect, to how a unidirectional client is closed. */
const toDisconnect = fc
  .tuple(code, code, reason)
  .map(([from, to, text]): Tree => ({ code: from, to: { code: to, reason: text } }));

/** From an error of a connect, to an HTTP answer. */
const toResponse = fc
  .tuple(code, fc.integer({ min: 400, max: 599 }), reason)
  .map(([from, status, body]): Tree => ({ code: from, to: { status_code: status, body } }));

/** A list of transforms at each place that takes one. */
export const transforms: fc.Arbitrary<Tree> = fc
  .record(
    {
      "client.connect_code_to_unidirectional_disconnect": list(toDisconnect),
      "uni_sse.connect_code_to_http_response": list(toResponse),
      "uni_http_stream.connect_code_to_http_response": list(toResponse),
    },
    { requiredKeys: [] },
  )
  .map((lists) => Object.fromEntries(Object.entries(lists).map(([key, all]) => [`${key}.transforms`, all])));

export const statusTransforms = list(fromStatus);

function list(one: fc.Arbitrary<Tree>): fc.Arbitrary<Tree[]> {
  return fc.array(one, { minLength: 1, maxLength: 2 });
}
