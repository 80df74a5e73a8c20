import { expect, test } from "vitest";
import { rules } from "../../policies/rules/index.ts";
import { centrifugo, findingsOf, type TestFile } from "../policies/resources.ts";
import { type Launch, outcomeOf, withLaunched } from "./launch-centrifugo.ts";
import { statusOf } from "./raw-client.ts";

/** What the pages of the rules on names, values and files call "observed". */
const prefixed = (variables: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [`CENTRIFUGO_${name}`, value]));

/** True where the rule finds something wrong in a service that is started like this. */
function isFound(rule: string, { args = [], env = {}, files = {} }: Launch): boolean {
  const mounted = Object.entries(files).map(
    ([name, text]): TestFile => ({ path: `/centrifugo/${name}`, text }),
  );
  const service = centrifugo({ env, files: mounted, spec: { args: ["centrifugo", ...args] } });
  return findingsOf(service).some((finding) => finding.rule === rule && finding.kind === "violation");
}

/** What a Centrifugo does that is started like this: `stops`, or the lines of its log that are no information. */
async function doesServe(what: Launch): Promise<{ readonly serves: boolean; readonly log: string }> {
  const outcome = await outcomeOf(what);
  return "exitCode" in outcome ? { serves: false, log: outcome.log } : { serves: true, log: outcome.served };
}

/** Compares a rule with the server: it has to find what the server stops at, and nothing else. */
async function compare(rule: string, cases: readonly Launch[]): Promise<readonly string[]> {
  expect(rules.map(({ id }) => id)).toContain(rule);
  const differences: string[] = [];
  for (const what of cases) {
    const { serves, log } = await doesServe(what);
    if (serves !== isFound(rule, what)) continue;
    differences.push(`${serves ? "served" : "stopped"}: ${JSON.stringify(what)} ${log.split("\n").at(-1)}`);
  }
  return differences;
}

const file = (yaml: string): Launch => ({ args: ["-c", "config.yaml"], files: { "config.yaml": yaml } });
const env = (variables: Readonly<Record<string, string>>): Launch => ({ env: prefixed(variables) });

test("reject-unknown-flag: an unknown flag ends the server with its usage and exit code 0", async () => {
  for (const args of [["--health"], ["--engine=redis"], ["--port=8000"], ["-c"], ["config.json"]]) {
    const outcome = await outcomeOf({ args });
    expect(outcome, args.join(" ")).toEqual({
      exitCode: 0,
      log: expect.stringMatching(/^Error: (unknown|flag)/),
    });
  }
});

test("reject-unknown-flag: the rule finds exactly the command lines that the server does not take", async () => {
  const lines = [
    "--health.enabled --log.level debug",
    "--health.enabled=false -c config.json",
    "--health.enabled true",
    "--HEALTH.enabled",
    "--admin.enabled --admin",
    "--client.allowed_origins=https://app.example.com",
    "-x",
    "--log.level",
    "--config=config.json",
    "-port 8000",
    "-- anything",
    "--engine.type=memory",
    "-a 127.0.0.1",
  ];
  expect(
    await compare(
      "reject-unknown-flag",
      lines.map((line) => ({ args: line.split(" ") })),
    ),
  ).toEqual([]);
});

test("reject-ignored-variable: a value of v5 in the place of a section stops the server", async () => {
  for (const text of ["engine: redis", "health: true", "admin: true"]) {
    const { serves, log } = await doesServe(file(text));
    expect({ serves, log }).toEqual({
      serves: false,
      log: expect.stringContaining("expected a map or struct"),
    });
    expect(isFound("reject-ignored-variable", file(text))).toBe(true);
  }
});

test("reject-unknown-entry-option: an unknown option is dropped, and in a variable without a word", async () => {
  const warning = /unknown key in configuration file/;
  const inVariable = env({ CHANNEL_NAMESPACES: '[{"name":"org","publish":true}]' });
  const inFile = file("channel: { namespaces: [{ name: org, publish: true }] }");
  for (const what of [inVariable, inFile]) {
    const { serves, log } = await doesServe(what);
    expect({ serves, warns: warning.test(log) }).toEqual({ serves: true, warns: what === inFile });
    expect(isFound("reject-unknown-entry-option", what)).toBe(true);
  }
});

test("require-readable-list: the rule finds exactly the lists that the server stops at", async () => {
  const texts = [
    '[{"name":"org"}]',
    '[\n {"name":"org"}\n]',
    "[]",
    '[{"name":"org"}]\n',
    ' [{"name":"org"}]',
    '[{"name":"org"},]',
    "[{'name':'org'}]",
    '{"name":"org"}',
    '["org"]',
    '["org"',
    `'[{"name":"org"}]'`,
  ];
  const variables = texts.map((text) => env({ CHANNEL_NAMESPACES: text }));
  const files = [
    "channel: { namespaces: [{ name: org }] }",
    "channel: { namespaces: [org] }",
    "channel: { namespaces: org }",
    "channel: { namespaces: { org: { presence: true } } }",
    "proxies: backend",
  ].map(file);
  expect(await compare("require-readable-list", [...variables, ...files])).toEqual([]);
});

test("require-config-file: without its file the server starts with its defaults and one warning", async () => {
  const text = '{ "health": { "enabled": true } }';
  const health = async (what: Launch) => withLaunched(what, (port) => statusOf(port, "/health"));
  expect(await health({ files: { "config.json": text } })).toBe(200);
  const lost: readonly Launch[] = [
    { files: { "centrifugo.json": text } },
    { args: ["-c", "config.json"], files: { "centrifugo.json": text } },
    { args: ["--config=/etc/centrifugo/config.json"] },
  ];
  for (const what of lost) {
    expect(await health(what)).toBe(404);
    expect((await doesServe(what)).log).toMatch(/"level":"warn"[^\n]*config file not found/);
    expect(isFound("require-config-file", what)).toBe(true);
  }
});

test("require-readable-config-file: the rule finds exactly the files that the server cannot read", async () => {
  const json = '{ "health": { "enabled": true } }';
  const yaml = "health: { enabled: true }\n";
  const names: Readonly<Record<string, string>> = {
    "config.json": json,
    "config.yaml": yaml,
    "config.yml": yaml,
    "config.toml": "[health]\nenabled = true\n",
    config: json,
    "config.JSON": json,
    "config.conf": yaml,
    "config.ini": "health.enabled = true\n",
    "config.env": "A=1\n",
  };
  const broken: Readonly<Record<string, readonly string[]>> = {
    "config.json": ['{ "health": {}, }', `// here\n${json}`, "[]", '{ "health": {} '],
    "config.yaml": ["[]", "health: a: b", "\thealth: {}", "health: {}\nhealth: {}\n", "# nothing\n"],
  };
  const all = [
    ...Object.entries(names),
    ...Object.entries(broken).flatMap(([name, texts]) => texts.map((text) => [name, text] as const)),
  ];
  const cases = all.map(([name, text]): Launch => ({ args: ["-c", name], files: { [name]: text } }));
  expect(await compare("require-readable-config-file", cases)).toEqual([]);
});

test("require-valid-value: the rule finds exactly the variables that the server stops at", async () => {
  const values: Readonly<Record<string, readonly string[]>> = {
    HEALTH_ENABLED: ["true", "TRUE", "1", "f", "", "yes", "on", '"true"', "tRUE", " true"],
    CLIENT_PING_INTERVAL: ["25s", "1m30s", ".5h", "25", "25 s", "1d", '"25s"', "25S"],
    CLIENT_CHANNEL_LIMIT: ["100", "1_000", "0x10", "many", "1.5", "1e3", "100 ", "0800"],
    HTTP_SERVER_INTERNAL_ADDRESS: [""],
    ENGINE_TYPE: ["memory", "Redis", "memory "],
    BROKER_TYPE: ["memory", "rabbit"],
    PRESENCE_MANAGER_TYPE: ["memory", "rabbit"],
    MAP_BROKER_TYPE: ["memory", "rabbit"],
    LOG_LEVEL: ["info", "INFO", "verbose"],
    HTTP_API_ERROR_MODE: ["transport", "status"],
    GRPC_API_ERROR_MODE: ["transport", "status"],
    CHANNEL_WITHOUT_NAMESPACE_FORCE_RECOVERY_MODE: ["stream", "caches"],
    CHANNEL_WITHOUT_NAMESPACE_ALLOWED_DELTA_TYPES: ["fossil", "fossils"],
    CHANNEL_HISTORY_META_TTL: ["1h", "1500ms"],
  };
  const cases = Object.entries(values).flatMap(([name, texts]) => texts.map((text) => env({ [name]: text })));
  const entries = [
    { HISTORY_SIZE: "10", HISTORY_TTL: "60s" },
    { HISTORY_SIZE: "10", HISTORY_TTL: "60" },
    { HISTORY_SIZE: "10", HISTORY_TTL: "1500ms" },
    { PRESENCE: "yes" },
  ].map((options) => {
    const own = Object.entries(options).map(([name, value]) => [`CHANNEL_NAMESPACES_ORG_${name}`, value]);
    return env({ CHANNEL_NAMESPACES: "org", ...Object.fromEntries(own) });
  });
  const lists = [
    '[{"name":"org","history_size":10,"history_ttl":"60s"}]',
    '[{"name":"org","history_size":"10","history_ttl":"60s"}]',
    '[{"name":"org","history_size":10,"history_ttl":"60"}]',
    '[{"name":"org","history_size":10,"history_ttl":60}]',
    '[{"name":"org","presence":"true"}]',
    '[{"name":"org","PRESENCE":true,"map":{"mode":"ephemerals"}}]',
    '[{"name":"org","allowed_delta_types":"fossil"}]',
  ].map((text) => env({ CHANNEL_NAMESPACES: text }));
  const hidden: Launch = { ...env({ HEALTH_ENABLED: "yes" }), args: ["--health.enabled"] };
  expect(await compare("require-valid-value", [...cases, ...entries, ...lists, hidden])).toEqual([]);
});

test("require-valid-value: the rule finds exactly the keys of a file that the server stops at", async () => {
  const texts = [
    "health: { enabled: true }",
    "health: { enabled: 1 }",
    "health: { enabled: yes }",
    "health: { enabled: on }",
    "health: { enabled: 'tRUE' }",
    "health: { enabled: [1] }",
    "health:",
    "http_server: { tls: true }",
    "client: [1]",
    "client: { ping_interval: 25s }",
    "client: { ping_interval: 25 }",
    "client: { ping_interval: '25' }",
    "client: { ping_interval: 25000000000 }",
    "client: { ping_interval: 0 }",
    "client: { ping_interval: 1d }",
    "client: { pong_timeout: -1 }",
    "client: { channel_limit: '12' }",
    "client: { channel_limit: 12.5 }",
    "client: { channel_limit: many }",
    "client: { channel_limit: ~ }",
    "engine: { type: Redis }",
    "channel: { history_meta_ttl: 1500ms }",
    "channel: { namespaces: [{ name: org, history_size: 10, history_ttl: 1d }] }",
    "channel: { namespaces: [{ name: org, history_size: 10, history_ttl: 1500ms }] }",
    "channel: { namespaces: [{ name: org, force_recovery_mode: caches }] }",
    "channel: { namespaces: [{ name: org, presence: yes }] }",
    "channel: { namespaces: [{ name: org, map: { mode: maps } }] }",
  ];
  expect(await compare("require-valid-value", texts.map(file))).toEqual([]);
});

test("require-valid-value: a number of nanoseconds is taken without a word where nothing clashes with it", async () => {
  const { serves, log } = await doesServe(file("client: { expired_close_delay: 25 }"));
  expect({ serves, warns: /"level":"(warn|error)"/.test(log) }).toEqual({ serves: true, warns: false });
});

test("use-one-place-for-an-option: flags go before variables, and these before .env and the file, without a word", async () => {
  const health = (what: Launch) =>
    withLaunched(what, async (port, { logged }) => ({
      status: await statusOf(port, "/health"),
      warns: /"level":"(warn|error)"/.test(await logged(/"serving /)),
    }));
  const inFile = { "config.json": '{ "health": { "enabled": true } }' };
  const dotenv = { ".env": "CENTRIFUGO_HEALTH_ENABLED=false\n" };
  const on = { status: 200, warns: false };
  const off = { status: 404, warns: false };
  expect(await health({ files: inFile })).toEqual(on);
  expect(await health({ files: { ...inFile, ...dotenv } })).toEqual(off);
  expect(await health({ files: { ...inFile, ...dotenv }, ...env({ HEALTH_ENABLED: "true" }) })).toEqual(on);
  const flag = ["--health.enabled=false"];
  expect(await health({ files: inFile, ...env({ HEALTH_ENABLED: "true" }), args: flag })).toEqual(off);
});
