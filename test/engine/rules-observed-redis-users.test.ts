import { globSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { redisCommand } from "../../lab/index.ts";
import { historyCommands } from "../../policies/redis-rights.ts";
import { callApi } from "./raw-client.ts";
import { withRedisOnLoopback } from "./redis-on-loopback.ts";
import { testKey, withCentrifugo } from "./run-centrifugo.ts";

const channel = "news:1";
const namespaces = [{ name: "news", history_size: 10, history_ttl: "1h" }];

/** Asks the HTTP API of a Centrifugo that logs in to this Redis as a user of its own. */
function ask(address: string, method: string, body: object): Promise<unknown> {
  const redis = { address, user: "centrifugo", password: "any" };
  const settings = {
    http_api: { key: testKey },
    channel: { namespaces },
    engine: { type: "redis", redis },
  };
  return withCentrifugo(
    settings,
    async ({ port }) => (await callApi(port, method, { channel, ...body }, testKey)).body,
  );
}

/** Calls `use` with the arguments of a Redis that keeps an append-only file in a directory of its own. */
async function withData<T>(use: (args: readonly string[], directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "redis-users-"));
  const onData = ["--dir", directory, "--appendonly", "yes", "--appendfsync", "always"];
  try {
    return await use([...onData, "--user", "centrifugo", "on", "nopass", "~*", "&*", "+@all"], directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** What a Redis with this default user has of a history before and after it starts again. */
function historyAround(rights: readonly string[]) {
  return withData(async (own) => {
    const all = [...own, "--user", "default", "off", ...rights];
    const before = await withRedisOnLoopback(async (address) => {
      await ask(address, "publish", { data: "kept?" });
      return ask(address, "history", { limit: 10 });
    }, all);
    const after = await withRedisOnLoopback((address) => ask(address, "history", { limit: 10 }), all);
    return { before, after };
  });
}

const kept = { result: { publications: [{ data: "kept?", offset: 1 }] } };
const lost = { result: { publications: [], offset: 0 } };

test.each<readonly [string, readonly string[]]>([
  ["nothing", []],
  ["all commands on other keys", ["+@all", "~app:*"]],
  ["all keys, and no command that writes", ["+@read", "~*"]],
])("keep-rights-of-default-user: with %s a restart loses the history", async (_, rights) => {
  const { before, after } = await historyAround(rights);
  expect(before).toMatchObject(kept);
  expect(after).toMatchObject(lost);
});

test("keep-rights-of-default-user: rights on Centrifugo's keys keep the history", async () => {
  for (const rights of [
    ["+@all", "-@admin", "-@dangerous", "~centrifugo*"],
    ["+@write", "~centrifugo.*"],
  ])
    expect((await historyAround(rights)).after).toMatchObject(kept);
});

test("the append-only file holds what the rule says that a history is written with", async () => {
  await withData(async (own, directory) => {
    const categories = await withRedisOnLoopback(async (address) => {
      await ask(address, "publish", { data: "1" });
      const { file, args } = await redisCommand("redis-cli", () => {});
      const info = ["COMMAND", "INFO", ...Object.keys(historyCommands)];
      return JSON.parse((await execa(file, [...args, "-u", address, "--json", ...info])).stdout);
    }, own);
    expect(categories.map(([name, , , , , , marks]: readonly unknown[]) => [name, marks])).toEqual(
      Object.entries(historyCommands).map(([name, marks]) => [
        name,
        expect.arrayContaining(marks.map((mark) => `@${mark}`)),
      ]),
    );
    const [log = ""] = globSync("appendonlydir/*.incr.aof", { cwd: directory });
    const text = await readFile(join(directory, log), "utf8");
    const written = [...text.matchAll(/^\*\d+\r\n\$\d+\r\n(\w+)\r$/gm)].map(([, name = ""]) =>
      name.toLowerCase(),
    );
    const other = new Set(["select", "multi", "exec"]);
    expect([...new Set(written)].filter((name) => !other.has(name)).sort()).toEqual(
      Object.keys(historyCommands),
    );
    expect(written).toContain("multi");
  });
});
