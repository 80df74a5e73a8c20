import { expect, test } from "vitest";
import { mountedFile } from "../../model/mounted-file.ts";
import { clear } from "../../model/value.ts";

const origin = { label: "redis.conf" };
const entriesOf = (text: string, path = "/etc/redis/redis.conf") =>
  mountedFile({ path, kind: "secret", text, roles: [], origin }).entries ?? new Map();

test("plain directives of a redis.conf are known, though the file is a Swarm secret", () => {
  const plain = {
    maxmemory: "100mb",
    "maxmemory-policy": "allkeys-lru",
    bind: "127.0.0.1 -::1",
    appendonly: "yes",
    save: "900 1",
    "tls-port": "6380",
    aclfile: "/run/secrets/users.acl",
    replicaof: "redis-0 6379",
  };
  const text = Object.entries(plain).map(([name, value]) => `${name} ${value}`);
  const entries = entriesOf(text.join("\n"));
  expect(Object.fromEntries([...entries].map(([name, value]) => [name, clear(value)]))).toEqual(plain);
});

test.each([
  "requirepass fixture-secret",
  'requirepass "fixture-secret"',
  "masterauth fixture-secret",
  "masteruser fixture-secret",
  "user app on >fixture-secret ~* +@all",
  "rename-command CONFIG fixture-secret",
  "tls-key-file-pass fixture-secret",
  "sentinel auth-pass main fixture-secret",
  "invented fixture-secret",
  // Out of place.
  "maxmemory fixture-secret",
  "appendonly fixture-secret",
  "bind fixture-secret",
  "maxmemory-policy fixture-secret",
  "save fixture-secret",
  "replicaof redis fixture-secret",
  "dir fixturesecretfixturesecretfixture-secret",
  "include 4fd1c09b77e2a86635b0de1f9c8a7e42fixture-secret",
])("what may be a secret stays one: %s", (line) => {
  const entries = entriesOf(line);
  expect([...entries.values()].map(({ state }) => state)).toEqual(["secret"]);
  expect(JSON.stringify([...entries])).not.toContain("fixture-secret");
});
