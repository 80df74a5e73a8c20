import { expect, test } from "vitest";
import v5 from "../../config/tables/centrifugo-v5.json" with { type: "json" };
import { allV6Names, variableName } from "../../config/tables/variables.ts";
import { centrifugo, findingsOf, type TestService } from "./resources.ts";
import { config, envFile } from "./shapes/files.ts";
import { dynamic, routedInFile, traefik } from "./shapes/traefik.ts";

const secret = "4fd1c09b77e2a86635b0de1f9c8a7e42c09b77e2a86635b0";

/** Ways in which people paste a secret. */
const pasted = [
  secret,
  secret.slice(0, 32),
  `Bearer ${secret}`,
  `apikey ${secret}`,
  `org ${secret}`,
  `${secret}:messages`,
  `[{"name":"${secret}"}]`,
  `https://user:${secret}@host.example`,
  `${secret}@file`,
  `Host(\`${secret}\`) || Host(\`${secret}.example\`)`,
];

/** Every variable that some rule or the model asks for. */
const names = [
  ...[...allV6Names, ...Object.keys(v5).map(variableName)].map((name) => `CENTRIFUGO_${name}`),
  "CENTRIFUGO_INVENTED",
  "CENTRIFUGO_CHANNEL_NAMESPACES_ORG_PRESENCE",
  "CENTRIFUGO_TOKEN_SECRET",
  "CENTRIFUGO_API_TOKEN",
  "CENTRIFUGO_HEADER",
  "REDIS_PASSWORD",
  "GODEBUG",
  "TRAEFIK_ENTRYPOINTS_WEB_HTTP_TLS_OPTIONS",
];
const everywhere = (text: string) => Object.fromEntries(names.map((name) => [name, text]));

const labelNames = [
  "centrifugo-swarm.channels",
  "com.docker.stack.namespace",
  "traefik.enable",
  ...["rule", "entrypoints", "service", "middlewares", "tls", "tls.options"].map(
    (key) => `traefik.http.routers.ws.${key}`,
  ),
  "traefik.http.services.ws.loadbalancer.server.scheme",
  "traefik.http.services.ws.loadbalancer.server.port",
];

const router = {
  "traefik.http.routers.ws.rule": "Host(`app.example`)",
  "traefik.http.routers.ws.tls": "true",
};

/** Places for a text, each with a fault beside it, so that there is a message. */
function places(text: string): TestService[][] {
  const images = ["centrifugo/centrifugo:v6.9.1", "centrifugo/centrifugo:v5.4.9", "own/app:1.0.0"];
  const flags = ["--client.token.hmac_secret_key", "--http_api.key", "--channel.namespaces", "--requirepass"];
  const words = [text, ...flags.flatMap((flag) => [`${flag}=${text}`, flag, text])];
  const labels = { "centrifugo-swarm.channels": "org:1" };
  const file = {
    http_api: { key: text },
    client: { token: { hmac_secret_key: text, invented: text } },
    channel: { namespaces: [{ name: text }] },
    token_hmac_secret_key: `${text}2`,
    engine: { redis: { password: text } },
    invented: text,
    health: { enabled: true, handler_prefix: text },
    sse: { enabled: true, handler_prefix: text },
    admin: { enabled: true, external: true, handler_prefix: text },
    shutdown: { timeout: text },
  };
  const healthcheck = { tests: ["CMD-SHELL", `curl http://127.0.0.1:8000/${text} -H "${text}"`] };
  return [
    [centrifugo({ labels: router, files: [config(file)], spec: { healthcheck, stopGracePeriod: text } })],
    ...images.map((image) => [centrifugo({ image, labels, env: everywhere(text) })]),
    ...images.map((image) => [centrifugo({ image, labels, env: {}, spec: { args: words } })]),
    [centrifugo({ labels, env: {}, files: [envFile(...names.map((name) => `${name}=${text}`), text)] })],
    [centrifugo({ labels, env: {}, files: [config(file)] })],
    [centrifugo({ labels, env: {}, files: [{ ...config(file), secret: true }] })],
    [
      centrifugo({ labels, env: { CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY: "other" } }),
      { name: "app", image: "app:1.0.0", env: everywhere(text), spec: { args: words } },
      { name: "redis", image: "redis:7.4.11", spec: { args: words } },
      traefik({ env: everywhere(text), spec: { args: words } }),
      { name: "key", image: "app:1.0.0", files: [{ path: "/k", text, secret: true, roles: "api-key" }] },
    ],
    ...labelNames.map((name) => [
      centrifugo({ labels: { ...router, [name]: text } }),
      { name: "app", image: "app:1.0.0", labels: { "traefik.http.routers.app.rule": text, ...router } },
      traefik({ files: [dynamic("tls: { options: { default: { alpnProtocols: [h2] } } }")] }),
    ]),
    [
      centrifugo(),
      traefik({
        files: [
          dynamic(JSON.stringify({ tls: { options: { default: { alpnProtocols: [text] } } } })),
          routedInFile(`h2c://${text.replaceAll(/\W/g, "")}:8000`),
        ],
      }),
      centrifugo({ name: "other_centrifugo", labels: router }),
    ],
  ];
}

test.each(pasted)("no message holds a secret, wherever it was pasted: %s", (text) => {
  for (const services of places(text)) {
    const found = findingsOf(...services);
    expect(found.length).toBeGreaterThan(0);
    expect(JSON.stringify(found)).not.toContain(secret.slice(0, 32));
    expect(JSON.stringify(found)).not.toContain("is a fault of centrifugo-swarm");
  }
});
