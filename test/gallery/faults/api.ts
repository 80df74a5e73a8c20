import type { Fault } from "../fault.ts";
import { dotEnv, env } from "../inject.ts";

/** The HTTP API, as the backend reaches it. */
export const apiFaults: readonly Fault[] = [
  {
    id: "api-disabled",
    title: "the HTTP API is switched off",
    inject: env("HTTP_API_DISABLED=true"),
    check: "api-nodes",
    cause: "The HTTP API is switched off (http_api.disabled).",
  },
  {
    id: "api-prefix",
    title: "the API is served under another path",
    inject: env("HTTP_API_HANDLER_PREFIX=/internal"),
    check: "api-nodes",
    cause: "The API is served under another path or port (by its settings the path /internal)",
  },
  {
    id: "api-port",
    title: "the API is served on another port",
    inject: ({ change }) =>
      change(
        "centrifugo",
        ...["--env-add", "CENTRIFUGO_HTTP_SERVER_INTERNAL_PORT=9100"],
        ...["--health-cmd", "wget -q -O /dev/null http://127.0.0.1:9100/health"],
      ),
    check: "api-nodes",
    cause: "Centrifugo does not listen on port 9000 (by its settings 9100)",
  },
  {
    id: "api-other-key",
    title: "Centrifugo has another API key than the one that the backend mounts",
    inject: dotEnv(({ newSecret }) => ({ config: { apiKey: newSecret() } })),
    check: "api-nodes",
    cause: "Centrifugo has another API key than the Swarm secret STACK_api-key",
    page: "docs/rules/require-api-key.md",
  },
  {
    id: "api-network",
    title: "Centrifugo left the network on which the backend reaches it",
    inject: ({ change, stack }) => change("centrifugo", "--network-rm", `${stack.name}_backend`),
    check: "api-nodes",
    cause: "Centrifugo's tasks are not all on the network STACK_backend",
  },
];
