import { expect, test } from "vitest";
import { fromPulumi } from "../../model/from-pulumi.ts";
import { notKnown } from "../../model/pulumi-value.ts";
import { checkModel } from "../../policies/check-model.ts";
import { redisRules } from "../../policies/rules/redis/index.ts";
import { centrifugo, resourcesOf, type TestFile, type TestService } from "./resources.ts";
import { envFile, key } from "./shapes/files.ts";

const password = "fixture-redis-password-55e0a1";
const other = "fixture-redis-password-9c21f7";

const redis = (args: unknown = [], rest: TestService = {}): TestService => ({
  name: "redis",
  image: "redis:7.4.11",
  ...rest,
  spec: { args, ...rest.spec },
});
/** A Centrifugo with the Redis engine. */
const engine = (env: Readonly<Record<string, unknown>> = {}, rest: TestService = {}): TestService =>
  centrifugo({
    ...rest,
    env: {
      ...key,
      CENTRIFUGO_ENGINE_TYPE: "redis",
      CENTRIFUGO_ENGINE_REDIS_ADDRESS: "redis://redis:6379",
      ...env,
    },
  });
const conf = (text: string): TestFile => ({ path: "/data/redis.conf", text, secret: true });
const defaultUser = (...rules: readonly string[]): readonly string[] => ["--user", "default", ...rules];
const logged = (...rules: readonly string[]) => ["--appendonly", "yes", ...defaultUser(...rules)];
/** A Redis with an append-only file, and these arguments. */
const log = (...args: readonly string[]): TestService => redis(["--appendonly", "yes", ...args]);
const protectedRedis = redis(["redis.conf"], { files: [conf(`requirepass ${password}`)] });

/** Findings of the rules on Redis alone, as `kind rule`. */
function verdicts(...services: readonly TestService[]): readonly string[] {
  const found = checkModel(fromPulumi(resourcesOf(...services)), redisRules);
  return [...new Set(found.map(({ kind, rule }) => `${kind} ${rule}`))].sort();
}

test.each<readonly [string, string, readonly TestService[]]>([
  ["require-redis-password", "a command that is not known", [redis(notKnown)]],
  ["require-redis-password", "a file that is not mounted", [redis(["/etc/redis/redis.conf"])]],
  [
    "keep-redis-password-out-of-arguments",
    "an argument that is not known",
    [redis(["--requirepass", notKnown])],
  ],
  [
    "keep-redis-password-out-of-arguments",
    "a health check",
    [redis([], { spec: { healthcheck: { tests: notKnown } } })],
  ],
  ["run-one-redis", "a number of replicas", [redis([], { mode: { replicated: { replicas: notKnown } } })]],
  [
    "run-one-redis",
    "what joins two Redis",
    [redis(["/start.sh"], { mode: { replicated: { replicas: 2 } } })],
  ],
  ["use-same-redis-password", "Redis' users", [engine(), redis(["--aclfile", "/data/users.acl"])]],
  [
    "use-same-redis-password",
    "Centrifugo's password",
    [engine({ CENTRIFUGO_ENGINE_REDIS_PASSWORD: notKnown }), protectedRedis],
  ],
  [
    "use-same-redis-password",
    "a password that Redis has as SHA-256",
    [
      engine({ CENTRIFUGO_ENGINE_REDIS_PASSWORD: password, CENTRIFUGO_ENGINE_REDIS_USER: "app" }),
      redis(["--user", "app", "on", "#0123", "~*", "+@all"]),
    ],
  ],
  [
    "require-working-redis-healthcheck",
    "whether Redis asks for a password",
    [redis(["/etc/redis/redis.conf"], { spec: { healthcheck: { tests: ["CMD", "redis-cli", "ping"] } } })],
  ],
  [
    "require-reachable-redis",
    "whether protected mode has a password",
    [redis(["--protected-mode", "yes", "--aclfile", "/data/users.acl"])],
  ],
  ["require-reachable-redis", "an address", [engine({ CENTRIFUGO_ENGINE_REDIS_ADDRESS: notKnown })]],
  [
    "require-reachable-redis",
    "an address in a Swarm secret",
    [
      centrifugo({
        env: { ...key, CENTRIFUGO_ENGINE_TYPE: "redis" },
        files: [envFile("CENTRIFUGO_ENGINE_REDIS_ADDRESS=redis://localhost:6379")],
      }),
    ],
  ],
  [
    "require-redis-version",
    "a version behind a digest",
    [
      engine({ CENTRIFUGO_ENGINE_REDIS_PRESENCE_HASH_FIELD_TTL: "true" }),
      redis([], { image: "redis@sha256:0a" }),
    ],
  ],
  ...(
    [
      ["the users' file", log("--aclfile", "/data/users.acl")],
      [
        "users in a redis.conf that is a secret",
        redis(["redis.conf"], {
          files: [conf("appendonly yes\nuser default off\nuser app on >fixture-app")],
        }),
      ],
      ["what is in a file beside known users", redis(["/etc/redis/redis.conf", ...defaultUser("off")])],
      ["a version behind a tag", redis(logged("off"), { image: "redis:8" })],
      ["a Valkey that may have the fix", redis(logged("off"), { image: "valkey/valkey:9.1" })],
      ["a selector", log(...defaultUser("off", "(+@all", "~*)"))],
      ["patterns that are too intricate", log(...defaultUser("off", "+@all", "~centrifugo.[a-z]*"))],
    ] as const
  ).map(([what, service]) => ["keep-rights-of-default-user", what, [engine(), service]] as const),
])("%s says that it cannot check what is not known: %s", (rule, _, services) => {
  const found = verdicts(...services);
  expect(found).toContain(`not-checkable ${rule}`);
  expect(found).not.toContain(`violation ${rule}`);
});

test.each<readonly [string, string, readonly TestService[]]>([
  [
    "use-same-redis-password",
    "another one",
    [engine({ CENTRIFUGO_ENGINE_REDIS_PASSWORD: other }), protectedRedis],
  ],
  ["use-same-redis-password", "none", [engine(), protectedRedis]],
  [
    "use-same-redis-password",
    "another one in the URL, which wins over the option",
    [
      engine({
        CENTRIFUGO_ENGINE_REDIS_ADDRESS: `redis://:${other}@redis:6379`,
        CENTRIFUGO_ENGINE_REDIS_PASSWORD: password,
      }),
      protectedRedis,
    ],
  ],
  [
    "use-same-redis-password",
    "a user that is not there",
    [engine({ CENTRIFUGO_ENGINE_REDIS_USER: "app" }), redis()],
  ],
  [
    "require-redis-password",
    "an aclfile beside which requirepass does not count",
    [
      redis(["--aclfile", "/data/users.acl", "--requirepass", password], {
        files: [{ path: "/data/users.acl", text: "user app on >fixture-app ~* +@all" }],
      }),
    ],
  ],
  [
    "require-reachable-redis",
    "no address",
    [centrifugo({ env: { ...key, CENTRIFUGO_ENGINE_TYPE: "redis" } })],
  ],
  [
    "require-reachable-redis",
    "addresses with a comma",
    [engine({ CENTRIFUGO_ENGINE_REDIS_ADDRESS: "redis:6379,redis-2:6379" })],
  ],
  ["require-reachable-redis", "no port", [engine({ CENTRIFUGO_ENGINE_REDIS_ADDRESS: "redis://redis" })]],
  ["require-reachable-redis", "another port", [engine(), redis(["--port", "6380"])]],
  ["require-reachable-redis", "loopback alone", [redis(["--bind", "127.0.0.1", "-::1"])]],
  [
    "require-working-redis-healthcheck",
    "a script that never passes",
    [
      redis(["redis.conf"], {
        files: [conf(`requirepass ${password}`)],
        spec: {
          args: ["redis.conf"],
          healthcheck: { tests: ["CMD-SHELL", '[ "$(redis-cli ping)" = PONG ]'] },
        },
      }),
    ],
  ],
  ...(
    [
      ["a default user that is reset", log(...defaultUser("+@all", "~*", "reset"))],
      ["no key", log(...defaultUser("off", "+@all", "~*", "resetkeys"))],
      ["keys that may be read alone", log(...defaultUser("on", "+@all", "%R~*"))],
      ["keys of others alone", log(...defaultUser("off", "allcommands", "~app:*", "~centrifugo"))],
      ["no command that writes", log(...defaultUser("off", "+@all", "-@write", "allkeys"))],
      ["one command that is missing", log(...defaultUser("off", "+@all", "-XADD", "~*"))],
      ["Valkey without the fix", redis(logged("off"), { image: "valkey/valkey:7.2" })],
    ] as const
  ).map(([what, service]) => ["keep-rights-of-default-user", what, [engine(), service]] as const),
])("%s finds %s", (rule, _, services) => {
  expect(verdicts(...services)).toContain(`violation ${rule}`);
});

test.each<readonly [string, readonly TestService[]]>([
  ["the same password", [engine({ CENTRIFUGO_ENGINE_REDIS_PASSWORD: password }), protectedRedis]],
  [
    "the same password in the URL",
    [engine({ CENTRIFUGO_ENGINE_REDIS_ADDRESS: `redis://:${password}@redis:6379` }), protectedRedis],
  ],
  ["a Redis elsewhere", [engine({ CENTRIFUGO_ENGINE_REDIS_ADDRESS: "rediss://cache.example.com:6380" })]],
  [
    "a password from a secret's file",
    [redis(["sh", "-c", 'redis-server --requirepass "$(cat /run/secrets/p)"'])],
  ],
  ["a job with redis-cli", [redis(["redis-cli", "--cluster", "create"], { mode: { global: true } })]],
  ["three Sentinels", [redis(["redis-sentinel", "/s.conf"], { mode: { replicated: { replicas: 3 } } })]],
  [
    "a cluster",
    [
      redis(["--cluster-enabled", "yes", "--user", "default", "off"], {
        mode: { replicated: { replicas: 6 } },
      }),
    ],
  ],
  [
    "Dragonfly in a service called redis",
    [redis([], { image: "dragonflydb/dragonfly:v1.30.0", mode: { global: true } })],
  ],
  ...(
    [
      ["a default user that is off and has all rights", log(...defaultUser("off", "+@all", "~*"))],
      [
        "a default user with a password",
        redis(["redis.conf"], { files: [conf(`appendonly yes\nrequirepass ${password}`)] }),
      ],
      ["a Redis without append-only file", redis(defaultUser("off"))],
      ["a Redis with the fix", redis(logged("off"), { image: "redis:8.8" })],
      ["a Redis that no Centrifugo uses", log(...defaultUser("off", "+set", "~app:*"))],
    ] as const
  ).map(([what, service]) => [what, [service]] as const),
  ["one Centrifugo of two services", [engine({}, { name: "one" }), engine({}, { name: "two" })]],
  [
    "two Centrifugos with prefixes of their own",
    [
      engine({ CENTRIFUGO_ENGINE_REDIS_DB: "1" }, { name: "one" }),
      engine({ CENTRIFUGO_ENGINE_REDIS_PREFIX: "two" }, { name: "two" }),
    ],
  ],
])("nothing is found in %s", (_, services) => {
  expect(verdicts(...services)).toEqual([]);
});

test("no finding on Redis holds a password", () => {
  const found = [
    redis(["--requirepass", password, "--masterauth", other]),
    redis(["sh", "-c", `redis-server --requirepass ${password}`]),
    redis([], { spec: { healthcheck: { tests: ["CMD", "redis-cli", "-a", password, "ping"] } } }),
    engine({ CENTRIFUGO_ENGINE_REDIS_ADDRESS: `redis://app:${password}@localhost:6379/${other}` }),
    engine({ CENTRIFUGO_ENGINE_REDIS_USER: other }),
  ].map((service) => checkModel(fromPulumi(resourcesOf(service, protectedRedis)), redisRules));
  for (const findings of found) {
    expect(findings.length).toBeGreaterThan(0);
    expect(JSON.stringify(findings)).not.toContain("fixture-");
  }
});
