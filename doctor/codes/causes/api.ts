import { type Cause, inLog } from "../topic.ts";

const key = { option: "http_api.key" };
const setKey = "pulumi config set --secret apiKey";
const info = {
  run: `curl -si -H "X-API-Key: $KEY" -d '{}' http://STACK_centrifugo:9000/api/info`,
  shows: "200 and `result.nodes`, from a container on the backend network",
};

export const wrongKey: Cause = {
  what: "The backend sends another key than Centrifugo has.",
  see: [info, "`X-API-Key` is looked at first: where it is there and wrong, `Authorization` does not help."],
  cure: "Give both one value, then deploy again. The stack mounts the key for the backend as a Swarm secret.",
  stack: setKey,
  plain: [key],
  rules: ["require-api-key", "use-secret-in-one-role"],
};

export const noKey: Cause = {
  what: "Centrifugo has no API key: it was set under v5's name, CENTRIFUGO_API_KEY, or not at all.",
  see: [inLog("API key is empty", "each refused call"), inLog("unknown var in environment", "v5's name")],
  cure: "Set it under v6's name.",
  stack: setKey,
  plain: [key],
  rules: ["require-api-key", "reject-unknown-variable"],
};

export const wrongHeader: Cause = {
  what: "The key is sent in another form: `Bearer`, a line end in it, or the scheme twice.",
  see: [
    "The backend's code: `X-API-Key: KEY` or `Authorization: apikey KEY`; both are right, `Bearer` is not.",
  ],
  cure: "Send `X-API-Key: KEY`, and trim what is read from a file. Requests are not signed: a key is all that counts.",
  rules: ["reject-api-key-as-bearer", "reject-scheme-in-api-key"],
};

export const apiElsewhere: Cause = {
  what: "The API is asked where it is not served: on the public address, or on the port for clients.",
  see: [inLog('"serving ', "which port serves `api`"), info],
  cure: "Ask http://STACK_centrifugo:9000/api from the backend network. That it is not public is meant: the key opens everything.",
  plain: [
    { option: "http_server.internal_port", value: "9000" },
    { option: "http_api.external", value: false },
  ],
  rules: ["keep-private-endpoints-internal"],
};

export const wrongMethod: Cause = {
  what: "The path has no such method (`/api/PUBLISH`, `/api/`), or another prefix is set.",
  see: [
    "The methods are publish, broadcast, subscribe, unsubscribe, disconnect, presence, history, info and some more.",
  ],
  cure: 'Call POST /api/publish with `{"channel": …, "data": …}`.',
  plain: [{ option: "http_api.handler_prefix", value: "/api" }],
};

export const notPost: Cause = {
  what: "It was asked with GET, as a browser's address line does; every method is a POST.",
  see: ["The request itself; `curl` without `-d` or `-X POST` sends a GET."],
  cure: "Send a POST with a JSON body, `{}` where there is nothing to say.",
};

export const badBody: Cause = {
  what: "The body is no JSON, or a field is missing or has the wrong type.",
  see: [inLog("error decoding API request body", "for JSON that cannot be read (HTTP 400)")],
  cure: "Publish wants `channel` (a text) and `data` (any JSON); broadcast wants `channels`.",
};

export const errorUnread: Cause = {
  what: "The call failed, and the answer is 200 all the same: an error of Centrifugo stands in the body.",
  see: ['The body: `{"error": {"code": 102, …}}` instead of `{"result": …}`.'],
  cure: "Let the backend read the body, and treat `error` as a failure; or ask for HTTP statuses.",
  stack: "centrifugo: { http_api: { error_mode: transport } }",
  plain: [{ option: "http_api.error_mode", value: "transport" }],
};
