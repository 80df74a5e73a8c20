import { execa } from "execa";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { managedSettings, redisConf, redisHealthUser, redisUsers } from "../../stacks/redis-config.ts";
import { exampleConfig, exampleIdentity, exampleSecrets } from "../stacks/example-config.ts";
import { check, runs, type Settings } from "./faulty-values.ts";
import { redisFault, validRedis } from "./redis-faults.ts";
import { stricterRedis } from "./redis-stricter.ts";
import { type RunningRedis, reader, withRedis } from "./run-redis.ts";

const { failed: hasNoApt } = await execa("apt-get", ["--version"], { reject: false });
beforeEach(({ skip }) => {
  if (hasNoApt) skip("this machine has no apt, which the tests take Redis from");
});

/** Enough for every setting, so that only the settings of Redis themselves can be wrong. */
const resources = { redis: { memory: "99999G", cpus: 8 } };
const half = { ...runs, numRuns: Math.ceil(runs.numRuns / 2) };
const checkRedis = (redis: Settings) => check({ redis, resources });

function render(redis: Settings) {
  const { config, issues } = checkRedis(redis);
  if (config === undefined) throw new Error(`refused: ${JSON.stringify([redis, issues])}`);
  const files = { conf: redisConf(config), users: redisUsers(config, exampleIdentity) };
  return { settings: managedSettings(config), files };
}

/** What the server says that it runs with. */
async function runningSettings({ ask }: RunningRedis): Promise<Record<string, string>> {
  return JSON.parse(await ask(reader.user, reader.password, "CONFIG", "GET", "*"));
}

test("what we accept, Redis starts with, and takes as it was meant", async () => {
  const property = fc.asyncProperty(validRedis, async (redis) => {
    const { settings, files } = render(redis);
    const result = await withRedis(files, runningSettings);
    if (!("used" in result)) throw new Error(result.refused);
    const { hardBytes, softBytes, softSeconds } = settings.pubsubOutputBuffer;
    expect(result.used).toMatchObject({
      maxmemory: String(settings.maxMemoryBytes),
      "maxmemory-policy": settings.maxMemoryPolicy,
      appendonly: settings.persistence === "aof" ? "yes" : "no",
      appendfsync: settings.appendFsync,
      save: "",
      "io-threads": String(settings.ioThreads),
      loglevel: settings.logLevel,
      "client-output-buffer-limit": expect.stringMatching(`pubsub ${hardBytes} ${softBytes} ${softSeconds}$`),
      "tcp-keepalive": "60",
      "protected-mode": "no",
    });
  });
  await fc.assert(property, half);
});

test("what Redis refuses, we refuse, and where we refuse more the table says why", async () => {
  const known = new Set(
    stricterRedis.filter(({ random }) => random).map(({ code, fault }) => `${fault.setting} ${code}`),
  );
  const property = fc.asyncProperty(validRedis, redisFault, async (settings, fault) => {
    const { issues } = checkRedis(fault.write(settings));
    expect(issues.map(({ path }) => path)).toEqual([`redis.${fault.setting}`]);
    const result = await withRedis(fault.render(render(settings).files), async () => {});
    if ("refused" in result) expect(result.refused).toContain("FATAL CONFIG FILE ERROR");
    else expect(known).toContain(`${fault.setting} ${issues[0]?.code}`);
  });
  await fc.assert(property, half);
});

test.each(stricterRedis)("stricter than Redis: $fault.setting, $code: $reason", async ({ code, fault }) => {
  const { issues } = checkRedis(fault.write({}));
  expect(issues).toMatchObject([{ code, path: `redis.${fault.setting}` }]);
  expect(await withRedis(fault.render(render({}).files), async () => "runs")).toEqual({ used: "runs" });
});

test("an argument that a transform adds after redis.conf wins over it", async () => {
  const { files } = render({});
  const result = await withRedis(files, runningSettings, ["--tcp-keepalive", "30"]);
  expect(result).toMatchObject({ used: { "tcp-keepalive": "30" } });
});

test("the users' file lets Centrifugo in with both passwords, and lets nobody change the settings", async () => {
  const config = exampleConfig();
  const files = { conf: redisConf(config), users: redisUsers(config, exampleIdentity) };
  const { redisPassword, previousRedisPassword } = exampleSecrets;
  const result = await withRedis(files, async ({ ask }) => [
    await ask("centrifugo", redisPassword, "PING"),
    await ask("centrifugo", previousRedisPassword, "PING"),
    await ask("centrifugo", redisPassword, "CONFIG", "GET", "maxmemory"),
    await ask("centrifugo", "another", "PING"),
    await ask(redisHealthUser, "none", "PING"),
    await ask(redisHealthUser, "none", "GET", "a"),
  ]);
  expect(result).toEqual({
    used: [
      expect.stringContaining("PONG"),
      expect.stringContaining("PONG"),
      expect.stringContaining("NOPERM"),
      expect.stringContaining("WRONGPASS"),
      expect.stringContaining("PONG"),
      expect.stringContaining("NOPERM"),
    ],
  });
});
