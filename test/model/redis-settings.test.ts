import { expect, test } from "vitest";
import { notKnown } from "../../model/pulumi-value.ts";
import { redisProgram } from "../../model/redis-program.ts";
import { readRedis, redisOption } from "../../model/redis-settings.ts";
import { readUsers } from "../../model/redis-users.ts";
import { fingerprintOf, secret } from "../../model/secret.ts";
import { shellCommands } from "../../model/shell-words.ts";
import { clear } from "../../model/value.ts";
import { modelOf, type TestFile, type TestService } from "../policies/resources.ts";

const conf = (text: string, secretFile = false): TestFile => ({
  path: "/usr/local/etc/redis/redis.conf",
  text,
  secret: secretFile,
});

function serviceOf(args: unknown, rest: TestService = {}) {
  const [service] = modelOf({
    name: "redis",
    image: "redis:7.4.11",
    ...rest,
    spec: { args, ...rest.spec },
  }).services;
  if (service === undefined) throw new Error("no service");
  return service;
}
const settingsOf = (args: unknown, rest?: TestService) => readRedis(serviceOf(args, rest));

/** What Redis takes for a directive; undefined: not known. */
const textOf = (name: string, args: unknown, rest?: TestService) =>
  redisOption(settingsOf(args, rest), name).text;
const withFile = ["redis-server", "/usr/local/etc/redis/redis.conf"];

test("an image that is started as it is has the defaults of the official images", () => {
  const settings = settingsOf([]);
  expect(settings).toMatchObject({ kind: "server", complete: true });
  expect(redisOption(settings, "protected-mode")).toMatchObject({ text: "no", isDefault: true });
  expect(redisOption(settings, "maxmemory").text).toBe("0");
});

test.each<readonly [string, readonly string[], string, string]>([
  ["a flag", ["redis-server", "--appendonly", "yes"], "appendonly", "yes"],
  ["a flag without the program", ["--appendonly", "yes"], "appendonly", "yes"],
  ["a flag in another case", ["redis-server", "--AppendOnly", "yes"], "appendonly", "yes"],
  ["several words", ["redis-server", "--save", "60", "1000", "--port", "1"], "save", "60 1000"],
  ["an empty word", ["redis-server", "--save", "", "--port", "1"], "save", ""],
  ["a flag without a word", ["redis-server", "--save", "--port", "1"], "save", ""],
  ["valkey", ["valkey-server", "--port", "1"], "port", "1"],
  ["the older name of a directive", ["redis-server", "--slaveof", "master 6379"], "replicaof", "master 6379"],
  ["the last of two", ["redis-server", "--port", "1", "--port", "2"], "port", "2"],
])("%s is read as Redis reads it", (_, args, name, text) => {
  expect(textOf(name, args)).toBe(text);
});

test("a file that the command names is read, and the command line wins", () => {
  const files = [conf('# comment\nMaxMemory 100mb\nbind "127.0.0.1"  ::1\nsave 10 1\nsave 20 1\nport 1\n')];
  const settings = settingsOf([...withFile, "--port", "2", "--save", "40", "1"], { files });
  expect(settings.complete).toBe(true);
  expect(redisOption(settings, "maxmemory").text).toBe("100mb");
  expect(redisOption(settings, "bind").text).toBe("127.0.0.1 ::1");
  expect(redisOption(settings, "port").text).toBe("2");
  expect(settings.directives.get("save")?.map(clear)).toEqual(["10 1", "20 1", "40 1"]);
});

test("a file beside it that the command does not name is not read", () => {
  expect(textOf("port", ["redis-server"], { files: [conf("port 1")] })).toBe("6379");
});

test("a file that is included is read too", () => {
  const files = [conf("include extra.conf\nport 1"), { path: "/data/extra.conf", text: "maxmemory 5mb" }];
  expect(textOf("maxmemory", withFile, { files })).toBe("5mb");
  expect(settingsOf(withFile, { files: files.slice(0, 1) }).complete).toBe(false);
});

test("a password is a secret wherever it stands", () => {
  const places = [
    settingsOf(["redis-server", "--requirepass", "fixture-a"]),
    settingsOf(withFile, { files: [conf("requirepass fixture-a\nmasterauth fixture-a")] }),
    settingsOf(withFile, { files: [conf("requirepass fixture-a", true)] }),
  ];
  for (const { directives } of places) {
    const value = directives.get("requirepass")?.at(-1);
    expect(value?.state).toBe("secret");
    expect(value && fingerprintOf(value)).toBe(fingerprintOf(secret("fixture-a", { label: "" })));
    expect(JSON.stringify([...directives])).not.toContain("fixture-");
  }
});

test.each<readonly [string, unknown, TestService]>([
  ["a file that is not mounted as a config or secret", withFile, {}],
  ["a file whose name is put together", ["redis-server", notKnown], {}],
  ["a list of arguments", notKnown, {}],
  ["a word that may be a flag", ["sh", "-c", "redis-server $REDIS_FLAGS"], {}],
  ["two servers in one script", ["sh", "-c", "redis-server --port 1 & redis-server --port 2"], {}],
  ["a script that changes settings later", ["sh", "-c", "redis-server & redis-cli config set port 1"], {}],
  ["a program of one's own", ["/start.sh"], {}],
  [
    "variables that add arguments",
    ["valkey-server"],
    { image: "valkey/valkey:8.1.1", env: { VALKEY_EXTRA_FLAGS: "x" } },
  ],
  ["an image with an entry point of its own", [], { image: "bitnami/redis:7.4.1" }],
])("not all is known of %s", (_, args, rest) => {
  expect(settingsOf(args, rest).complete).toBe(false);
});

test("what a shell puts into the value of a flag leaves the rest known", () => {
  const script = 'exec redis-server --appendonly yes --requirepass "$(cat /run/secrets/password)" --port 1';
  const settings = settingsOf(["sh", "-c", script]);
  expect(settings.complete).toBe(true);
  expect(redisOption(settings, "port").text).toBe("1");
  expect(redisOption(settings, "requirepass")).toMatchObject({ text: undefined, isDefault: false });
});

test("the variables of Bitnami's image are read", () => {
  const env = { REDIS_PASSWORD: "fixture-b", REDIS_MASTER_HOST: "master" };
  const { directives } = settingsOf([], { image: "bitnami/redis:7.4.1", env });
  expect(directives.get("requirepass")?.at(-1)?.state).toBe("secret");
  expect(clear(directives.get("replicaof")?.at(-1))).toBe("master");
});

test.each<readonly [string, readonly string[]]>([
  ["server", ["docker-entrypoint.sh", "redis-server"]],
  ["server", ["/usr/local/etc/redis/redis.conf"]],
  ["sentinel", ["redis-sentinel", "/etc/sentinel.conf"]],
  ["sentinel", ["redis-server", "/etc/sentinel.conf", "--sentinel"]],
  ["sentinel", ["sh", "-c", "cp /a.conf /tmp/a.conf && exec redis-sentinel /tmp/a.conf"]],
  ["tool", ["redis-cli", "--cluster", "create"]],
  ["tool", ["sh", "-c", "sleep 5; redis-cli --cluster create a:1"]],
  ["unknown", ["/start.sh"]],
])("a %s is what %j starts", (kind, args) => {
  expect(redisProgram(serviceOf(args)).kind).toBe(kind);
});

test("Redis' users: an aclfile leaves default open where it does not name it, whatever requirepass says", () => {
  const acl = (text: string): TestFile => ({ path: "/etc/redis/users.acl", text });
  const users = (args: readonly string[], files: readonly TestFile[] = []) =>
    readUsers(settingsOf(["redis-server", ...args], { files }));
  const withAcl = ["--aclfile", "/etc/redis/users.acl", "--requirepass", "fixture-c"];

  const named = users(withAcl, [acl("user default off\nuser app on >fixture-d #abc ~* +@all\n")]);
  expect(named).toMatchObject({ complete: true });
  expect(named.users).toMatchObject([
    { name: "default", isOn: false, nopass: false },
    { name: "app", isOn: true, nopass: false, hasOther: true, passwords: [{ state: "secret" }] },
  ]);
  expect(users(withAcl, [acl("user app on >fixture-d ~* +@all")]).users).toMatchObject([
    { name: "app" },
    { name: "default", isOn: true, nopass: true },
  ]);
  expect(users(withAcl)).toEqual({ users: [], complete: false });
  expect(users(["--user", "app", "on", ">fixture-d", "--requirepass", "fixture-c"]).users).toMatchObject([
    { name: "app" },
    { name: "default", nopass: false, passwords: [{ state: "secret" }] },
  ]);
  expect(users(["--requirepass", ""]).users).toMatchObject([{ name: "default", nopass: true }]);
});

test.each<readonly [string, readonly (readonly (string | undefined)[])[]]>([
  ["a -b 'c d' \"e f\"", [["a", "-b", "c d", "e f"]]],
  ["a && b || c; d | e", [["a"], ["b"], ["c"], ["d"], ["e"]]],
  ["a $B '$C' \"$D\" x$(cat /a b)y `e`", [["a", undefined, "$C", undefined, undefined, undefined]]],
  ["a \\\n b", [["a", "b"]]],
  ["", []],
])("the script %j has the commands %j", (script, commands) => {
  expect(shellCommands(script)).toEqual(commands);
});
