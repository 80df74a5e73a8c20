import { type BadShape, centrifugo, type GoodShape, type TestFile, type TestService } from "../resources.ts";
import { key } from "./files.ts";

const rule = "Host(`app.example`) && PathPrefix(`/connection`)";
const port = { "traefik.http.services.ws.loadbalancer.server.port": "8000" };

/** A Centrifugo with a websocket router; further labels come on top. */
export function routed(labels: Readonly<Record<string, string>> = {}): TestService {
  return centrifugo({ labels: { "traefik.http.routers.ws.rule": rule, ...port, ...labels } });
}

export function dynamic(text: string): TestFile {
  return { path: "/etc/traefik/dynamic/ws.yaml", text };
}

export function traefik(service: TestService = {}): TestService {
  return {
    name: "dev_traefik",
    image: "traefik:v3.7.15",
    spec: { args: ["--entrypoints.websecure.address=:8443"] },
    ...service,
  };
}

const withOption = routed({ "traefik.http.routers.ws.tls.options": "ws@file" });
const certificate = {
  CENTRIFUGO_HTTP_SERVER_TLS_CERT_PEM: "/run/secrets/cert.pem",
  CENTRIFUGO_HTTP_SERVER_TLS_KEY_PEM: "/run/secrets/key.pem",
};
const readsFolder = {
  args: ["--entrypoints.websecure.address=:8443", "--providers.file.directory=/etc/traefik/dynamic"],
};
const http2Only = dynamic("tls: { options: { ws: { alpnProtocols: [h2] } } }");
const http1Only = dynamic('tls: { options: { ws: { alpnProtocols: ["http/1.1"] } } }');
const app = (labels: Record<string, string>): TestService => ({ name: "app", image: "app:1.0.0", labels });

/** A router in a file that serves HTTP/2 only. */
export function routedInFile(url: string): TestFile {
  return dynamic(`
http:
  routers: { ws: { rule: "Host(\`app.example\`)", service: ws, tls: { options: ws } } }
  services: { ws: { loadBalancer: { servers: [{ url: "${url}" }] } } }
tls: { options: { ws: { alpnProtocols: [h2] } } }`);
}

export const badTraefikShapes: readonly BadShape[] = [
  ["require-http1-in-alpn", "an option with h2 only", [withOption, traefik({ files: [http2Only] })]],
  [
    "require-http1-in-alpn",
    "keys in other case",
    [
      routed({ "traefik.http.routers.ws.tls.options": "WS@file" }),
      traefik({ files: [dynamic("TLS: { Options: { WS: { ALPNProtocols: [h2] } } }")] }),
    ],
  ],
  [
    "require-http1-in-alpn",
    "the default option redefined",
    [
      routed({ "traefik.http.routers.ws.tls": "true" }),
      traefik({ files: [dynamic("tls: { options: { default: { alpnProtocols: [h2] } } }")] }),
    ],
  ],
  [
    "require-http1-in-alpn",
    "the entry point's option",
    [
      routed(),
      traefik({
        spec: { args: ["--entrypoints.websecure.http.tls.options=ws@file"] },
        files: [http2Only],
      }),
    ],
  ],
  [
    "require-http1-in-alpn",
    "the entry point's option in the static file",
    [
      routed(),
      traefik({
        spec: {},
        files: [
          {
            path: "/etc/traefik/traefik.yaml",
            text: "entryPoints: { websecure: { http: { tls: { options: ws@file } } } }",
          },
          http2Only,
        ],
      }),
    ],
  ],
  [
    "require-http1-in-alpn",
    "a router in a file",
    [
      centrifugo(),
      traefik({
        files: [routedInFile("http://tasks.dev_centrifugo:8000")],
      }),
    ],
  ],
  [
    "require-http-backend",
    "https to a plain Centrifugo",
    [routed({ "traefik.http.services.ws.loadbalancer.server.scheme": "https" })],
  ],
  ["require-http-backend", "h2c", [routed({ "traefik.http.services.ws.loadBalancer.server.scheme": "h2c" })]],
  [
    "require-http-backend",
    "https in a file's URL",
    [
      centrifugo(),
      traefik({
        files: [
          dynamic(
            "http: { services: { ws: { loadBalancer: { servers: [{ url: 'https://dev_centrifugo:8000' }] } } } }",
          ),
        ],
      }),
    ],
  ],
  ...["https://centrifugo:8000", "h2c://centrifugo:8000", "https://realtime:8000"].flatMap((url) =>
    ["require-http1-in-alpn", "require-http-backend"].map(
      (id): BadShape => [
        id,
        `${url} in a file`,
        [centrifugo({ aliases: ["realtime"] }), traefik({ files: [routedInFile(url)] })],
      ],
    ),
  ),
  ...["ws", "ws@swarm", "WS@docker"].map(
    (option): BadShape => [
      "require-tls-option-from-file",
      `the option ${option}`,
      [routed({ "traefik.http.routers.ws.tls.options": option }), traefik({ files: [http1Only] })],
    ],
  ),
  [
    "use-defined-tls-option",
    "another name in the folder that Traefik reads",
    [
      routed({ "traefik.http.routers.ws.tls.options": "other@file" }),
      traefik({ files: [http1Only], spec: readsFolder }),
    ],
  ],
  ["use-defined-tls-option", "no file provider", [withOption, traefik()]],
  ...["2.11.17", "3.2.4", "3.3.0"].map(
    (version): BadShape => [
      "reject-broken-websocket-upgrade",
      `Traefik ${version}`,
      [traefik({ image: `traefik:v${version}` })],
    ],
  ),
  [
    "reject-broken-websocket-upgrade",
    "GODEBUG",
    [traefik({ env: { GODEBUG: "madvdontneed=1,http2xconnect=1" } })],
  ],
  [
    "use-one-tls-option-per-host",
    "another service on the host",
    [
      withOption,
      app({ "traefik.http.routers.app.rule": "Host(`app.example`)", "traefik.http.routers.app.tls": "true" }),
      traefik({ files: [http1Only] }),
    ],
  ],
  [
    "use-one-tls-option-per-host",
    "two routers of one service",
    [
      routed({
        "traefik.http.routers.ws.tls.options": "ws@file",
        "traefik.http.routers.sse.rule":
          "Host(`other.example`) || Host(`APP.example`) && PathPrefix(`/emulation`)",
        "traefik.http.routers.sse.tls": "true",
      }),
      traefik({ files: [http1Only] }),
    ],
  ],
];

export const goodTraefikShapes: readonly GoodShape[] = [
  [
    "an option in a folder of the node, which nobody sees here",
    [
      withOption,
      traefik({
        spec: { ...readsFolder, mounts: [{ type: "bind", source: "/srv", target: "/etc/traefik" }] },
      }),
    ],
  ],
  ["an option in a file of the image", [withOption, traefik({ spec: readsFolder })]],
  ["no option at all", [routed({ "traefik.http.routers.ws.tls": "true" }), traefik()]],
  ["HTTP/1.1 only", [withOption, traefik({ files: [http1Only] })]],
  [
    "an option without ALPN",
    [withOption, traefik({ files: [dynamic("tls: { options: { ws: { minVersion: VersionTLS12 } } }")] })],
  ],
  ["the scheme http", [routed({ "traefik.http.services.ws.loadbalancer.server.scheme": "http" })]],
  [
    "https to a Centrifugo that serves TLS",
    [
      {
        ...routed({ "traefik.http.services.ws.loadbalancer.server.scheme": "https" }),
        env: { ...key, CENTRIFUGO_HTTP_SERVER_TLS_ENABLED: "true", ...certificate },
      },
    ],
  ],
  [
    "options that differ on different hosts",
    [
      withOption,
      app({ "traefik.http.routers.app.rule": "Host(`www.example`)", "traefik.http.routers.app.tls": "true" }),
      traefik({ files: [http1Only] }),
    ],
  ],
  [
    "options that differ on different entry points",
    [
      routed({
        "traefik.http.routers.ws.tls.options": "ws@file",
        "traefik.http.routers.ws.entrypoints": "websecure",
      }),
      app({
        "traefik.http.routers.app.rule": "Host(`app.example`)",
        "traefik.http.routers.app.tls": "true",
        "traefik.http.routers.app.entrypoints": "other",
      }),
      traefik({ files: [http1Only] }),
    ],
  ],
  [
    "h2 only on a router that takes no websockets",
    [
      centrifugo({
        labels: {
          "traefik.http.routers.api.rule": "Host(`api.example`) && PathPrefix(`/status`)",
          "traefik.http.routers.api.tls.options": "ws@file",
          ...port,
        },
      }),
      traefik({ files: [http2Only] }),
    ],
  ],
  ["a later release", [traefik({ image: "traefik:v3.3.1" })]],
  ["GODEBUG without it", [traefik({ env: { GODEBUG: "http2xconnect=0" } })]],
  ["the option default", [routed({ "traefik.http.routers.ws.tls.options": "default" }), traefik()]],
  [
    "h2 only and h2c to another service of the stack",
    [
      centrifugo(),
      { name: "dev_app", image: "app:1.0.0" },
      traefik({ files: [routedInFile("h2c://app:8000")] }),
    ],
  ],
  [
    "https to a Centrifugo that serves TLS, switched on by 1 in a mounted secret",
    [
      centrifugo({
        labels: { "traefik.http.services.ws.loadbalancer.server.scheme": "https" },
        env: { ...key, ...certificate },
        files: [{ path: "/centrifugo/.env", text: "CENTRIFUGO_HTTP_SERVER_TLS_ENABLED=1", secret: true }],
      }),
    ],
  ],
];
