import { expect, test } from "vitest";
import { formatIssues } from "../../config/format-issues.ts";
import { checkStack } from "../../stacks/check-stack.ts";
import { good, load, makeCertificate, mistakes, project, stackDirectory } from "./stack.ts";

const { redisPassword: _managed, ...withoutPassword } = good;
const { certificate: ca, certificateKey } = await makeCertificate("redis.internal");
const expired = (await makeCertificate("redis.internal", -30, -1)).certificate;
const own = (redis: object) => JSON.stringify({ mode: "external", ...redis });
/** What is wrong besides secrets that the test does not encrypt. */
const judged = (settings: Record<string, string>) =>
  mistakes(settings).filter(({ code }) => code !== "plain-secret");
const one = { addresses: ["redis.internal:6379"] };
const sentinel = { addresses: ["a:26379", "b:26379"], masterName: "main" };

test("the settings of one mode are all that is left of them", () => {
  expect(load({ ...withoutPassword, redis: own(one) }).redis).toEqual({
    mode: "external",
    addresses: ["redis.internal:6379"],
    cluster: false,
  });
  expect(
    load({ ...good, redis: own({ sentinel, user: "team", network: "shared", tls: { ca } }) }).redis,
  ).toEqual({
    mode: "external",
    cluster: false,
    sentinel,
    user: "team",
    network: "shared",
    tls: { enabled: true, ca },
  });
});

test("addresses of any form that Centrifugo takes are taken", () => {
  const addresses = ["redis-1:6379", "10.0.0.5:7000", "[fd00::1]:6379", "tasks.stack_redis:6379"];
  expect(load({ ...withoutPassword, redis: own({ addresses }) }).redis).toMatchObject({ addresses });
});

const refusals: readonly (readonly [redis: object, what: string, fix: RegExp])[] = [
  [{}, "redis missing-address", /Add `addresses/],
  [{ addresses: [] }, "redis.addresses out-of-range", /redis\.internal:6379/],
  [{ addresses: ["redis"] }, "redis.addresses[0] invalid-address", /Add the port: `redis:6379`/],
  [{ addresses: ["redis:0"] }, "redis.addresses[0] invalid-address", /`redis-1:6379`/],
  [
    { addresses: ["rediss://redis:6379/1"] },
    "redis.addresses[0] invalid-address",
    /alone: `redis:6379`; TLS is asked for by `redis\.tls`/,
  ],
  [{ addresses: ["a:6379,b:6379"] }, "redis.addresses[0] invalid-address", /an item of the list of its own/],
  [{ addresses: ["a:6379", "b:6379", "a:6379"] }, "redis.addresses[2] repeated-address", /Remove one/],
  [{ ...one, sentinel }, "redis.addresses two-places", /the Sentinels tell the address/],
  [{ sentinel, cluster: true }, "redis.cluster two-places", /without Sentinels/],
  [{ sentinel: { addresses: ["a:26379"] } }, "redis.sentinel.masterName missing", /mymaster/],
  [
    { sentinel: { addresses: ["a"], masterName: "main" } },
    "redis.sentinel.addresses[0] invalid-address",
    /`a:26379`/,
  ],
  [
    { sentinel: { ...sentinel, masterName: "my master" } },
    "redis.sentinel.masterName invalid-master-name",
    /masters/,
  ],
  [{ ...one, user: "two words" }, "redis.user invalid-user-name", /ACL LIST/],
  [{ ...one, network: "no/name" }, "redis.network invalid-network-name", /docker network ls/],
  [{ ...one, tls: { ca: "redis-ca.pem" } }, "redis.tls.ca invalid-pem", /redis\.tls\.ca < ca\.pem/],
  [{ ...one, tls: { ca: expired } }, "redis.tls.ca certificate-expired", /new one/],
  [{ ...one, tls: { ca: `${ca}\n${certificateKey}` } }, "redis.tls.ca key-in-authority", /alone/],
  [
    { ...one, tls: { serverName: "https://x" } },
    "redis.tls.serverName invalid-server-name",
    /as in the certificate/,
  ],
  [{ ...one, tls: { insecure: true } }, "redis.tls.insecure unknown-key", /`enabled`, `ca`, `serverName`/],
  [{ ...one, node: "node-1" }, "redis.node managed-redis-only", /whoever runs that Redis/],
  [{ ...one, persistence: "none" }, "redis.persistence managed-redis-only", /whoever runs that Redis/],
];

// Not by their settings: a key would stand in the title.
test.each(refusals.map(([redis, what, fix]) => ({ redis, what, fix })))("$what", ({ redis, what, fix }) => {
  const found = mistakes({ redis: own(redis) });
  expect(found.map(({ path, code }) => `${path} ${code}`)).toEqual([what]);
  expect(found[0]?.fix).toMatch(fix);
});

test("what belongs to a Redis of the stack is refused outside of `redis`, too", () => {
  const found = judged({
    redis: own(one),
    resources: '{"redis":{"memory":"1G"}}',
    images: '{"redis":"redis:7.4.11"}',
    previousRedisPassword: `${good.redisPassword}x`,
    redisSentinelPassword: `${good.redisPassword}y`,
  });
  expect(found.map(({ path, code }) => `${path} ${code}`).sort()).toEqual([
    "images.redis managed-redis-only",
    "previousRedisPassword managed-redis-only",
    "redisSentinelPassword external-redis-only",
    "resources.redis managed-redis-only",
  ]);
});

test("settings of somebody else's Redis ask for the mode that they belong to", () => {
  const found = mistakes({ redis: JSON.stringify({ ...one, network: "shared" }) });
  expect(found.map(({ path, code, fix }) => [path, code, fix])).toEqual([
    ["redis.addresses", "external-redis-only", "Add `mode: external` to `redis`, or remove it."],
    ["redis.network", "external-redis-only", "Add `mode: external` to `redis`, or remove it."],
  ]);
});

test("only a Redis of the stack needs a password, and one of somebody else may be shorter", () => {
  const codes = (settings: Record<string, string>) =>
    judged(settings).map(({ path, code, fix }) => `${path} ${code} ${fix}`);
  expect(() => load({ ...withoutPassword, redis: own(one) })).not.toThrow();
  expect(() =>
    load({ ...withoutPassword, redis: own(one), redisPassword: "k3Jx81-mQz0pLw7v" }),
  ).not.toThrow();
  expect(codes({ redis: own(one), redisPassword: "k3Jx81-mQz0" })).toEqual([
    "redisPassword short-secret Give that Redis a longer password, and store it: `pulumi config set --secret redisPassword`.",
  ]);
  expect(codes({ redisPassword: "k3Jx81-mQz0pLw7v" })).toEqual([
    expect.stringContaining("short-secret Make a new"),
  ]);
  expect(codes({ redis: own({ sentinel }), redisSentinelPassword: good.redisPassword })).toEqual([]);
});

test("a password inside an address is refused, and not shown", () => {
  const found = mistakes({ redis: own({ addresses: ["redis://:s3cr3t-of-redis@redis:6379"] }) });
  expect(found.map(({ code }) => code)).toEqual(["invalid-address"]);
  expect(JSON.stringify(found.map(({ message, fix }) => [message, fix]))).not.toContain("s3cr3t");
});

const stackFile = (...settings: string[]) => `config:
  ${project}:domain: centrifugo.localhost
  ${project}:allowedOrigins: [https://app.localhost]
${settings.map((setting) => `  ${project}:${setting}\n`).join("")}`;
const check = (...settings: string[]) =>
  checkStack(
    { project, stack: "dev", directory: stackDirectory(stackFile(...settings)) },
    { missingSecrets: "allowed" },
  );

test("Sentinels are a warning, which keeps nothing from being deployed", () => {
  const redis = "redis: { mode: external, sentinel: { addresses: [a:26379], masterName: main } }";
  const { ok, issues } = check(redis);
  expect(ok).toBe(true);
  expect(issues).toMatchObject([
    {
      code: "sentinel-failover",
      severity: "warning",
      path: "redis.sentinel",
      page: "docs/external-redis.md",
      line: 4,
    },
  ]);
  expect(formatIssues(issues)).toMatch(/^the configuration in Pulumi\.dev\.yaml has a warning\n/);
  expect(check("redis: { mode: external, addresses: [a:6379] }").issues).toEqual([]);
});

test("options of Centrifugo that say another Redis contradict the setting, and the others are free", () => {
  const redis = "redis: { mode: external, addresses: [a:6379] }";
  const option = (text: string) => check(redis, `centrifugo: { engine: { redis: { ${text} } } }`);
  expect(option("address: ['redis://b:6379']").issues).toMatchObject([
    { code: "conflicting-setting", message: expect.stringContaining("`redis.addresses`") },
  ]);
  expect(option("tls: { enabled: true }").issues).toMatchObject([
    { code: "conflicting-setting", message: expect.stringContaining("`redis.tls`") },
  ]);
  expect(option("db: 1, prefix: team, io_timeout: 2s").issues).toEqual([]);
  const unverified = check(
    "redis: { mode: external, addresses: [a:6379], tls: { enabled: true } }",
    "centrifugo: { engine: { redis: { tls: { insecure_skip_verify: true } } } }",
  );
  expect(unverified).toMatchObject({ ok: false, issues: [{ code: "reject-unverified-tls" }] });
});
