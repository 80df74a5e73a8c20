import { centrifugo, type GoodShape, type MendedShape, type TestService } from "../resources.ts";
import { config, envFile, tokenSecret } from "./files.ts";
import { dynamic, traefik } from "./traefik.ts";

const rule = "keep-private-endpoints-internal";
const router = "traefik.http.routers.ws";
const service = "traefik.http.services.ws.loadbalancer.server.port";
const internal = { http_server: { internal_port: "9000" } };
const whole = "Host(`app.example`)";
const limited = `${whole} && PathPrefix(\`/connection\`)`;

/** A Centrifugo behind a router with this rule, beside a Traefik. */
function routed(routerRule: string, settings: object, labels: Record<string, string> = {}): TestService[] {
  return [
    centrifugo({
      files: [config(settings)],
      labels: { [`${router}.rule`]: routerRule, [service]: "8000", ...labels },
    }),
    traefik(),
  ];
}

/** The same with the router in a file of Traefik's. */
function routedByFile(routerRule: string, port: number, settings: object, more = ""): TestService[] {
  const file = dynamic(`
http:
  routers: { ws: { rule: "${routerRule}", service: ws${more} } }
  services: { ws: { loadBalancer: { servers: [{ url: "http://dev_centrifugo:${port}" }] } } }`);
  return [centrifugo({ files: [config(settings)] }), traefik({ files: [file] })];
}

/** What is not meant for clients. */
export const exposureShapes: readonly MendedShape[] = [
  [rule, "a router for the whole host", routed(whole, {}), routed(whole, internal)],
  [rule, "a router for the whole host, mended by its rule", routed(whole, {}), routed(limited, {})],
  [
    rule,
    "a router that leaves out the API and forgets the metrics",
    routed(`${whole} && !PathPrefix(\`/api\`)`, { prometheus: { enabled: true } }),
    routed(`${whole} && !PathPrefix(\`/api\`) && !Path(\`/metrics\`)`, { prometheus: { enabled: true } }),
  ],
  [
    rule,
    "a router for the API beside the one for websockets",
    routed(
      limited,
      {},
      {
        "traefik.http.routers.api.rule": "Host(`api.example`) && PathPrefix(`/api`)",
      },
    ),
    routed(limited, internal, {
      "traefik.http.routers.api.rule": "Host(`api.example`) && PathPrefix(`/api`)",
    }),
  ],
  [
    rule,
    "a router that leads to the internal port",
    routed(whole, internal, { [service]: "9000" }),
    routed(whole, internal),
  ],
  [rule, "a router in a file", routedByFile(whole, 8000, {}), routedByFile(limited, 8000, {})],
  [
    rule,
    "a router in a file that leads to the internal port",
    routedByFile(whole, 9000, internal),
    routedByFile(whole, 8000, internal),
  ],
  [
    rule,
    "the API by its switch",
    [centrifugo({ files: [config({ ...internal, http_api: { external: true } })] })],
    [centrifugo({ files: [config({ ...internal, http_api: { external: true, disabled: true } })] })],
  ],
  [
    rule,
    "the admin interface by its switch",
    [
      centrifugo({
        files: [
          config({ ...internal, admin: { enabled: true, external: true } }),
          envFile(
            "CENTRIFUGO_ADMIN_PASSWORD=fixture-password-1",
            `CENTRIFUGO_ADMIN_SECRET=${tokenSecret}-admin`,
          ),
        ],
      }),
    ],
    [centrifugo({ files: [config({ ...internal, admin: { external: true } })] })],
  ],
  [
    rule,
    "an internal port that is the port for clients",
    [centrifugo({ files: [config({ http_server: { port: 8000, internal_port: "8000" } })] })],
    [
      centrifugo({
        files: [
          config({ http_server: { port: 8000, internal_port: "8000", internal_address: "127.0.0.1" } }),
        ],
      }),
    ],
  ],
  [
    "reject-debug-endpoints",
    "Go's profiler",
    [centrifugo({ files: [config({ ...internal, debug: { enabled: true } })] })],
    [centrifugo({ files: [config(internal)] })],
  ],
  [
    "require-admin-credentials",
    "neither",
    [centrifugo({ files: [config({ admin: { enabled: true } })] })],
    [centrifugo({ files: [config({ admin: { enabled: false } })] })],
  ],
  [
    "require-admin-credentials",
    "a password without a secret",
    [
      centrifugo({
        files: [
          config({ admin: { enabled: true } }),
          envFile("CENTRIFUGO_ADMIN_PASSWORD=fixture-password-1"),
        ],
      }),
    ],
    [
      centrifugo({
        files: [
          config({ admin: { enabled: true } }),
          envFile(
            "CENTRIFUGO_ADMIN_PASSWORD=fixture-password-1",
            `CENTRIFUGO_ADMIN_SECRET=${tokenSecret}-admin`,
          ),
        ],
      }),
    ],
  ],
];

export const goodExposureShapes: readonly GoodShape[] = [
  ["no router at all", [centrifugo()]],
  ["a router for known addresses", routed(`${whole} && ClientIP(\`10.0.0.0/8\`)`, {})],
  [
    "a router that asks for a password",
    routed(
      whole,
      {},
      {
        [`${router}.middlewares`]: "login",
        "traefik.http.middlewares.login.basicauth.usersfile": "/run/secrets/users",
      },
    ),
  ],
  ["a router without private endpoints", routed(whole, { http_api: { disabled: true } })],
  [
    "a router that retries, for websockets only",
    routed(
      limited,
      {},
      {
        [`${router}.middlewares`]: "again",
        "traefik.http.middlewares.again.retry.attempts": "4",
      },
    ),
  ],
];
