import { expect, test } from "vitest";
import { parse } from "yaml";
import { loadStackConfig } from "../../config/load.ts";
import { centrifugoConfig, centrifugoSecrets } from "../../stacks/centrifugo-config.ts";
import { centrifugoFacts } from "../../stacks/centrifugo-options.ts";
import { definitions } from "../../stacks/definitions.ts";
import { explainStack } from "../../stacks/explain-stack.ts";
import { printedFiles, resolvedSettings } from "../../stacks/print-stack.ts";
import { websocketLabels } from "../../stacks/traefik-labels.ts";
import { good, project, pulumiValues, secretKeys, stackDirectory } from "../config/stack.ts";
import { exampleConfig, exampleIdentity } from "./example-config.ts";

const identity = { project, stack: "dev" };
const planted = "kT9xQ2vLw8-not-to-be-seen-7Zp4Rb6Yd1Hs3";

/** The configuration of a stack file whose `centrifugo:` is this YAML; `{ secure: TEXT }` is TEXT, encrypted. */
function withOptions(yaml: string) {
  const values = pulumiValues({ ...good, centrifugo: JSON.stringify(decrypted(parse(yaml))) });
  const indented = yaml.replaceAll(/^/gm, "    ");
  const directory = stackDirectory(`config:\n  centrifugo-swarm:centrifugo:\n${indented}\n`);
  return loadStackConfig({
    ...identity,
    directory,
    values,
    secretKeys: [...secretKeys, `${project}:centrifugo`],
  });
}

function decrypted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if ("secure" in value) return value.secure;
  if (Array.isArray(value)) return value.map(decrypted);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decrypted(item)]));
}

test("raw options and intentions end in one file, entries of lists by their names", () => {
  const config = exampleConfig({
    centrifugo: {
      log: { level: "debug" },
      channel: {
        namespaces: [
          { name: "feed", presence: true },
          { name: "org", allow_tags_filter: true },
        ],
      },
    },
  });
  const file = JSON.parse(centrifugoConfig(config, exampleIdentity));
  expect(file.log).toEqual({ level: "debug" });
  expect(file.channel.namespaces).toEqual([
    { name: "org", history_size: 100, history_ttl: "10m", force_recovery: true, allow_tags_filter: true },
    { name: "feed", presence: true },
  ]);
});

test("access by proxy asks a backend of its own", () => {
  const proxy = { endpoint: "http://backend:3000/subscribe", timeout: "3s" };
  const config = exampleConfig({ namespaces: { chat: { access: "proxy", proxy } } });
  const file = JSON.parse(centrifugoConfig(config, exampleIdentity));
  expect(file.channel.namespaces).toEqual([
    { name: "chat", subscribe_proxy_enabled: true, subscribe_proxy_name: "subscribe_chat" },
  ]);
  expect(file.proxies).toEqual([{ name: "subscribe_chat", endpoint: proxy.endpoint, timeout: "3s" }]);
});

test("an encrypted option is in the .env under its variable, and nowhere in the open file", () => {
  const config = withOptions(
    [
      "admin: { enabled: true, password: { secure: ADMIN }, secret: { secure: OTHER } }",
      "consumers: [{ name: jobs, type: kafka, kafka: { brokers: [k:9092], topics: [t], consumer_group: g, sasl_password: { secure: KAFKA } } }]",
      "client: { proxy: { connect: { enabled: true, endpoint: http://b:3000/c, http: { static_headers: { Authorization: { secure: HEADER } } } } } }",
    ]
      .join("\n")
      .replaceAll(/ADMIN|OTHER|KAFKA|HEADER/g, (name) => `${name}-${planted}`),
  );
  const open = centrifugoConfig(config, identity);
  expect(open).not.toContain(planted);
  const env = centrifugoSecrets(config, identity).split("\n");
  expect(env).toContain(`CENTRIFUGO_ADMIN_PASSWORD='ADMIN-${planted}'`);
  expect(env).toContain(`CENTRIFUGO_ADMIN_SECRET='OTHER-${planted}'`);
  expect(env).toContain(`CENTRIFUGO_CONSUMERS_JOBS_KAFKA_SASL_PASSWORD='KAFKA-${planted}'`);
  const variable = "CENTRIFUGO_VAR_CLIENT_PROXY_CONNECT_HTTP_STATIC_HEADERS_AUTHORIZATION";
  expect(env).toContain(`${variable}='HEADER-${planted}'`);
  expect(JSON.parse(open).client.proxy.connect.http.static_headers).toEqual([
    { key: "Authorization", value: `\${${variable}}` },
  ]);
});

test("what is printed and explained holds no secret", () => {
  const config = withOptions(
    `admin: { enabled: true, password: { secure: "${planted}" }, secret: { secure: "x${planted}" } }`,
  );
  const said = JSON.stringify([
    resolvedSettings(config),
    printedFiles(config, identity),
    explainStack(config, identity, undefined),
  ]);
  for (const secret of [planted, good.tokenSecret, good.apiKey, good.redisPassword])
    expect(said).not.toContain(secret);
  expect(said).toContain("CENTRIFUGO_ADMIN_PASSWORD=[secret]");
});

test("ports, prefixes and times that a team sets hold for health check, routes, Redis and the grace period", () => {
  const config = exampleConfig({
    centrifugo: {
      http_server: { port: 8100, internal_port: "9100" },
      health: { handler_prefix: "/healthz" },
      websocket: { handler_prefix: "/ws" },
      http_stream: { enabled: true },
      engine: { redis: { prefix: "team-a" } },
      shutdown: { timeout: "1m" },
    },
  });
  const facts = centrifugoFacts(config, exampleIdentity);
  expect(facts.publicPaths).toEqual(["/ws", "/connection/http_stream", "/emulation"]);
  const { healthcheck, stopGracePeriod } = definitions.centrifugo(config, exampleIdentity);
  expect(healthcheck.test.at(-1)).toBe("http://127.0.0.1:9100/healthz");
  expect(stopGracePeriod).toBe("70s");
  const labels = Object.values(websocketLabels(config, exampleIdentity, facts));
  expect(labels).toContain("8100");
  expect(labels.find((label) => label.startsWith("Host"))).toBe(
    "Host(`centrifugo.example.com`) && (PathPrefix(`/connection/`) || PathPrefix(`/ws`) || PathPrefix(`/emulation`))",
  );
  const users = definitions.redis(config, exampleIdentity).files.find(({ name }) => name === "redis-users");
  expect(users?.content).toContain("~team-a* &team-a*");
});

test("every option is explained by the setting that it follows from", () => {
  const explained = explainStack(
    exampleConfig({ centrifugo: { shutdown: { timeout: "1m" } } }),
    exampleIdentity,
    undefined,
  );
  const of = (option: string) => explained.find((one) => one.option === option);
  expect(of("channel.namespaces[org].history_size")).toMatchObject({
    value: "100",
    setting: "namespaces.org.history.size",
  });
  expect(of("shutdown.timeout")).toMatchObject({ value: '"1m"', why: 'set by hand instead of "30s"' });
  expect(of("http_api.key")).toMatchObject({ value: undefined, setting: "apiKey" });
  expect(of("health.enabled")).toMatchObject({ setting: undefined, default: "false" });
});
