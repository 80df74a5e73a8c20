import { expect, test } from "vitest";
import { specOf } from "../../doctor/facts/service-env.ts";
import { centrifugoOptions } from "../../doctor/targets/centrifugo-options.ts";
import { redisOf } from "../../doctor/targets/find-redis.ts";
import { websocketUrlOf } from "../../doctor/targets/find-route.ts";
import { fromSwarm } from "../../model/from-swarm.ts";

/** As `docker service inspect` prints it, as far as it is read. */
function service(
  name: string,
  image: string,
  more: { env?: readonly string[]; labels?: Record<string, string> } = {},
) {
  return {
    ID: `id-${name}`,
    Spec: {
      Name: name,
      Labels: more.labels ?? {},
      Mode: { Replicated: { Replicas: 2 } },
      TaskTemplate: {
        ContainerSpec: { Image: image, Env: more.env ?? [] },
        Networks: [{ Target: "net" }],
      },
      EndpointSpec: { Ports: image.startsWith("traefik") ? [{ TargetPort: 8443, PublishedPort: 9443 }] : [] },
    },
  };
}

function look(env: readonly string[], labels: Record<string, string> = {}) {
  const objects = {
    services: [
      service("app_centrifugo", "centrifugo/centrifugo:v6", { env, labels }),
      service("app_redis", "redis:7"),
      service("app_traefik", "traefik:v3"),
    ],
    networks: [{ Id: "net", Name: "app_default", Driver: "overlay", Scope: "swarm" }],
    configs: [],
    secrets: [],
  };
  const model = fromSwarm(objects);
  const [centrifugo] = model.services;
  if (centrifugo === undefined) throw new Error("the reader found no service");
  const spec = specOf("app_centrifugo", objects.services);
  const options = centrifugoOptions(centrifugo, spec, objects.configs);
  return { model, centrifugo, options, traefik: model.services[2] };
}

test.each([
  ["redis://app_redis:6379", "app_redis"],
  ["redis:6379", "app_redis"],
  ["redis://tasks.redis:6380/1", "app_redis"],
])("the Redis behind %s is found by name", (address, name) => {
  const { model, centrifugo, options } = look([
    "CENTRIFUGO_ENGINE_TYPE=redis",
    `CENTRIFUGO_ENGINE_REDIS_ADDRESS=${address}`,
    "CENTRIFUGO_ENGINE_REDIS_PASSWORD=in-clear",
  ]);
  const found = redisOf(centrifugo, options, model);
  expect(found).toMatchObject({
    service: name,
    target: { network: "app_default", prefix: "centrifugo", password: { value: "in-clear" } },
  });
});

test.each([
  ["memory", "redis://app_redis:6379"],
  ["redis", "redis+sentinel://app_redis:26379?sentinel_master_name=m"],
  ["redis", "redis://elsewhere.example.com:6379"],
  ["redis", "redis://app_redis:6379 redis://app_other:6379"],
])("no Redis of this Swarm is claimed with the engine %s at %s", (type, address) => {
  const { model, centrifugo, options } = look([
    `CENTRIFUGO_ENGINE_TYPE=${type}`,
    `CENTRIFUGO_ENGINE_REDIS_ADDRESS=${address}`,
  ]);
  expect(redisOf(centrifugo, options, model)).toBeUndefined();
});

test("the address for clients is the router's host, Traefik's port for TLS, and the path of the websocket", () => {
  const labels = { "traefik.http.routers.ws.rule": "Host(`rt.example.com`) && PathPrefix(`/connection`)" };
  const { centrifugo, options, traefik } = look(["CENTRIFUGO_WEBSOCKET_HANDLER_PREFIX=/ws"], labels);
  expect(websocketUrlOf(centrifugo, traefik, options)).toBe("wss://rt.example.com:9443/ws");
  expect(websocketUrlOf(centrifugo, undefined, options)).toBe("wss://rt.example.com/ws");
});

test("without a router there is no address", () => {
  const { centrifugo, options, traefik } = look([]);
  expect(websocketUrlOf(centrifugo, traefik, options)).toBeUndefined();
});

test("a job finds a secret that stands in clear, and nothing where nothing is mounted", () => {
  const { options } = look(["CENTRIFUGO_HTTP_API_KEY=in-clear"]);
  expect(options.place("http_api.key")).toEqual({ value: "in-clear" });
  expect(options.place("client.token.hmac_secret_key")).toBeUndefined();
});
