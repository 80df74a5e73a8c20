import { centrifugo, type GoodShape, type MendedShape, type TestService } from "../resources.ts";
import { config, envFile, key } from "./files.ts";

/** A Centrifugo whose health check runs this. */
export function checked(test: string, settings: object, more: TestService = {}): TestService {
  const { spec, ...rest } = more;
  return centrifugo({
    files: [config(settings)],
    ...rest,
    spec: { healthcheck: { tests: ["CMD-SHELL", test] }, ...spec },
  });
}

const health = { health: { enabled: true } };
const internal = { ...health, http_server: { internal_port: "9000" } };
const wget = (port: number, path = "/health") => `wget -q -O /dev/null http://127.0.0.1:${port}${path}`;

/** What stops a task, or does not let it stop in peace. */
export const runningShapes: readonly MendedShape[] = [
  [
    "require-time-to-shut-down",
    "no stop grace period",
    [centrifugo({ spec: { stopGracePeriod: undefined } })],
    [centrifugo()],
  ],
  [
    "require-time-to-shut-down",
    "Docker's ten seconds",
    [centrifugo({ spec: { stopGracePeriod: "10s" } })],
    [centrifugo({ spec: { stopGracePeriod: "10s" }, files: [config({ shutdown: { timeout: "5s" } })] })],
  ],
  [
    "require-time-to-shut-down",
    "as long as the shutdown",
    [centrifugo({ spec: { stopGracePeriod: "30s" } })],
    [centrifugo({ spec: { stopGracePeriod: "30001ms" } })],
  ],
  [
    "require-time-to-shut-down",
    "a longer shutdown in a mounted secret",
    [centrifugo({ files: [envFile("CENTRIFUGO_SHUTDOWN_TIMEOUT=1m")] })],
    [
      centrifugo({
        files: [envFile("CENTRIFUGO_SHUTDOWN_TIMEOUT=1m")],
        spec: { stopGracePeriod: "1m10s" },
      }),
    ],
  ],
  [
    "require-ping-longer-than-pong",
    "equal",
    [centrifugo({ files: [config({ client: { ping_interval: "8s" } })] })],
    [centrifugo({ files: [config({ client: { ping_interval: "9s" } })] })],
  ],
  [
    "require-ping-longer-than-pong",
    "a long timeout",
    [centrifugo({ env: { ...key, CENTRIFUGO_CLIENT_PONG_TIMEOUT: "1m" } })],
    [
      centrifugo({
        env: { ...key, CENTRIFUGO_CLIENT_PONG_TIMEOUT: "1m", CENTRIFUGO_CLIENT_PING_INTERVAL: "2m" },
      }),
    ],
  ],
  [
    "require-ping-longer-than-pong",
    "a transport besides the websocket",
    [
      centrifugo({
        files: [
          config({
            websocket: { disabled: true },
            uni_sse: { enabled: true },
            client: { ping_interval: "1s" },
          }),
        ],
      }),
    ],
    [centrifugo({ files: [config({ websocket: { disabled: true }, client: { ping_interval: "1s" } })] })],
  ],
  [
    "require-health-endpoint",
    "health is off by default",
    [checked(wget(8000), {})],
    [checked(wget(8000), health)],
  ],
  [
    "require-health-endpoint",
    "the port for clients beside an internal one",
    [checked(wget(8000), internal)],
    [checked(wget(9000), internal)],
  ],
  [
    "require-health-endpoint",
    "an internal port that is not there",
    [checked(wget(9000), health)],
    [checked(wget(9000), { ...health, http_server: { port: 9000 } })],
  ],
  [
    "require-health-endpoint",
    "curl",
    [checked("curl -f http://localhost:8000/health || exit 1", health)],
    [checked("wget -q -O /dev/null http://localhost:8000/health || exit 1", health)],
  ],
  [
    "require-health-endpoint",
    "another prefix",
    [checked(wget(8000), { health: { enabled: true, handler_prefix: "/alive" } })],
    [checked(wget(8000, "/alive"), { health: { enabled: true, handler_prefix: "/alive" } })],
  ],
  [
    "require-health-endpoint",
    "no port, which is 80",
    [checked("wget -q -O /dev/null http://127.0.0.1/health", health)],
    [checked("wget -q -O /dev/null http://127.0.0.1/health", { ...health, http_server: { port: 80 } })],
  ],
  [
    "use-distinct-handler-prefixes",
    "two transports",
    [
      centrifugo({
        files: [config({ uni_sse: { enabled: true, handler_prefix: "/connection/websocket/" } })],
      }),
    ],
    [centrifugo({ files: [config({ uni_sse: { enabled: true } })] })],
  ],
  [
    "use-distinct-handler-prefixes",
    "a websocket at the root, where the admin interface is",
    [
      centrifugo({
        env: {
          ...key,
          CENTRIFUGO_ADMIN_PASSWORD: "fixture-password-1",
          CENTRIFUGO_ADMIN_SECRET: "fixture-admin-secret-0a1b2c3d4e5f",
        },
        files: [config({ websocket: { handler_prefix: "/" }, admin: { enabled: true } })],
      }),
    ],
    [
      centrifugo({
        env: {
          ...key,
          CENTRIFUGO_ADMIN_PASSWORD: "fixture-password-1",
          CENTRIFUGO_ADMIN_SECRET: "fixture-admin-secret-0a1b2c3d4e5f",
        },
        files: [
          config({
            websocket: { handler_prefix: "/" },
            admin: { enabled: true },
            http_server: { internal_port: "9000" },
          }),
        ],
      }),
    ],
  ],
  [
    "use-distinct-handler-prefixes",
    "no slash at the beginning",
    [centrifugo({ files: [config({ websocket: { handler_prefix: "connection/websocket" } })] })],
    [centrifugo({ files: [config({ websocket: { handler_prefix: "/connection/websocket" } })] })],
  ],
];

export const goodRunningShapes: readonly GoodShape[] = [
  ["a health check of the metrics", [checked(wget(8000, "/metrics"), { prometheus: { enabled: true } })]],
  ["no health check", [centrifugo({ spec: { healthcheck: { tests: ["NONE"] } } })]],
  ["a health check of a process", [checked("pgrep centrifugo", {})]],
  [
    "two handlers with one prefix, of which one is off",
    [centrifugo({ files: [config({ uni_sse: { handler_prefix: "/connection/websocket" } })] })],
  ],
  [
    "the same prefix on two ports",
    [
      centrifugo({
        files: [
          config({
            http_server: { internal_port: "9000" },
            health: { enabled: true, handler_prefix: "/connection/websocket" },
          }),
        ],
      }),
    ],
  ],
];
