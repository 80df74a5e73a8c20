import { backend, type Refused } from "./document.ts";

const complete = "require-complete-transform";
const toError = { code: 1000, message: "no" };
const toDisconnect = { code: 4500, reason: "no" };

function ofProxy(transform: object): object {
  return { proxies: [{ ...backend, http: { status_to_code_transforms: [transform] } }] };
}

function toUnidirectional(transform: object): object {
  return { client: { connect_code_to_unidirectional_disconnect: { transforms: [transform] } } };
}

/** Faults of the four lists of transforms. */
export const transformFaults: readonly Refused[] = [
  { fault: "a status transform without a status", by: complete, config: ofProxy({ to_error: toError }) },
  { fault: "a status transform to nothing", by: complete, config: ofProxy({ status_code: 404 }) },
  {
    fault: "a status transform to an error and a disconnect",
    by: complete,
    config: ofProxy({ status_code: 404, to_error: toError, to_disconnect: toDisconnect }),
  },
  {
    fault: "a status transform to an error in another script",
    by: complete,
    config: ofProxy({ status_code: 404, to_error: { ...toError, message: "nö" } }),
  },
  {
    fault: "a status transform to a disconnect in another script",
    by: complete,
    config: ofProxy({ status_code: 404, to_disconnect: { ...toDisconnect, reason: "nö" } }),
  },
  {
    fault: "a status transform to a long error",
    by: complete,
    config: ofProxy({ status_code: 404, to_error: { ...toError, message: "n".repeat(124) } }),
  },
  {
    fault: "a status transform to a long disconnect",
    by: complete,
    config: ofProxy({ status_code: 404, to_disconnect: { ...toDisconnect, reason: "n".repeat(124) } }),
  },
  {
    fault: "a status transform of a connect proxy",
    by: complete,
    config: {
      client: {
        proxy: {
          connect: {
            enabled: true,
            endpoint: backend.endpoint,
            http: { status_to_code_transforms: [{ status_code: 404 }] },
          },
        },
      },
    },
  },
  {
    fault: "a status transform of a default proxy, in a variable",
    by: complete,
    config: {
      channel: {
        without_namespace: { publish_proxy_enabled: true },
        proxy: { publish: { endpoint: backend.endpoint } },
      },
    },
    env: { CENTRIFUGO_CHANNEL_PROXY_PUBLISH_HTTP_STATUS_TO_CODE_TRANSFORMS: '[{"status_code":404}]' },
  },
  {
    fault: "a unidirectional transform from nothing",
    by: complete,
    config: toUnidirectional({ to: toDisconnect }),
  },
  { fault: "a unidirectional transform to nothing", by: complete, config: toUnidirectional({ code: 1 }) },
  {
    fault: "a unidirectional transform in another script",
    by: complete,
    config: toUnidirectional({ code: 1, to: { ...toDisconnect, reason: "nö" } }),
  },
  ...["uni_sse", "uni_http_stream"].flatMap((transport) =>
    [{ to: { status_code: 403 } }, { code: 1 }].map((transform) => ({
      fault: `half a transform of ${transport}: ${JSON.stringify(transform)}`,
      by: complete,
      config: { [transport]: { connect_code_to_http_response: { transforms: [transform] } } },
    })),
  ),
];
