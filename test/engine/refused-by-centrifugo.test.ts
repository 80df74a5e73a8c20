import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { centrifugoBinary } from "../../lab/index.ts";
import { rules } from "../../policies/rules/index.ts";
import { centrifugo, findingsOf, type TestService } from "../policies/resources.ts";
import { config as configFile, key } from "../policies/shapes/files.ts";
import { freePorts } from "../support/free-ports.ts";
import { accepted, useless } from "./refused/accepted.ts";
import { brokerFaults } from "./refused/brokers.ts";
import { consumerFaults } from "./refused/consumers.ts";
import { historyFaults } from "./refused/history.ts";
import { mapFaults } from "./refused/maps.ts";
import { nameFaults } from "./refused/names.ts";
import { proxyFaults } from "./refused/proxies.ts";
import { serverFaults } from "./refused/server.ts";
import { sharedPollFaults } from "./refused/shared-polls.ts";
import { startFaults } from "./refused/start.ts";
import { transformFaults } from "./refused/transforms.ts";

const refused = [
  ...historyFaults,
  ...proxyFaults,
  ...nameFaults,
  ...mapFaults,
  ...sharedPollFaults,
  ...consumerFaults,
  ...transformFaults,
  ...serverFaults,
];

/** What only the start refuses. */
const stopped = [...startFaults, ...brokerFaults];

/** Our rules that the tables name. */
const namedRules = new Set([...refused, ...stopped].map(({ by }) => by).filter((by) => by !== "schema"));

/** These and the others that are about what a setting may be; settings here have no more than their own question needs. */
const settingRules: ReadonlySet<string> = new Set([
  ...namedRules,
  ...useless.map(([rule]) => rule),
  "require-valid-value",
  "reject-unknown-variable",
  "reject-ignored-variable",
  "reject-unknown-entry-option",
]);

let binary: string;
let folder: string;

beforeAll(async () => {
  [binary, folder] = await Promise.all([
    centrifugoBinary(() => {}),
    mkdtemp(join(tmpdir(), "centrifugo-refused-")),
  ]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs Centrifugo on a configuration, with no variables but these. */
async function run(words: readonly string[], config: object, env: Readonly<Record<string, string>>) {
  const file = join(folder, `config-${Math.random().toString(36).slice(2)}.json`);
  await writeFile(file, JSON.stringify(config));
  const { exitCode, all, timedOut } = await execa(binary, [...words, "-c", file], {
    cwd: folder,
    env,
    extendEnv: false,
    all: true,
    reject: false,
    timeout: 20_000,
  });
  return { exitCode, all, timedOut };
}

function serviceOf(config: object, env: Readonly<Record<string, string>> = {}): TestService {
  return centrifugo({ files: [configFile(config)], env: { ...key, ...env } });
}

function violated(config: object, env?: Readonly<Record<string, string>>): readonly string[] {
  const found = findingsOf(serviceOf(config, env)).filter(
    ({ kind, rule }) => kind === "violation" && settingRules.has(rule),
  );
  return [...new Set(found.map(({ rule }) => rule))];
}

test("every rule of the tables exists, and the tables are large enough to mean something", () => {
  const ids = new Set(rules.map(({ id }) => id));
  expect([...namedRules].filter((by) => !ids.has(by))).toEqual([]);
  expect(refused.length).toBeGreaterThan(100);
  expect(accepted.length).toBeGreaterThan(15);
  expect(stopped.length).toBeGreaterThan(20);
});

test.each(refused)("checkconfig refuses $fault, and so does $by", async ({ by, config, env = {} }) => {
  const { exitCode, all } = await run(["checkconfig", "--strict"], config, env);
  expect(exitCode, all).toBe(1);
  expect(all).toMatch(/error validating config/);
  if (by !== "schema") expect(violated(config, env)).toContain(by);
});

const rows = accepted.map(([what, config, env = {}]) => ({ what, config, env }));
test.each(rows)(
  "checkconfig takes $what, and no rule on settings finds anything",
  async ({ config, env }) => {
    const { exitCode, all } = await run(["checkconfig", "--strict"], config, env);
    expect(exitCode, all).toBe(0);
    expect(violated(config, env)).toEqual([]);
    const doubted = findingsOf(serviceOf(config, env)).map(({ rule }) => rule);
    expect(doubted.filter((rule) => namedRules.has(rule))).toEqual([]);
  },
);

test.each(useless)("checkconfig takes what %s refuses: %s", async (rule, _what, config) => {
  const { exitCode, all } = await run(["checkconfig", "--strict"], config, {});
  expect(exitCode, all).toBe(0);
  expect(violated(config)).toEqual([rule]);
});

test.each(stopped)("the server stops at $fault, and $by says so", async ({ by, says, config }) => {
  const [port, internalPort] = await freePorts(2);
  const text = JSON.stringify(config)
    .replaceAll('"PORT"', String(port))
    .replaceAll("INTERNAL_PORT", String(internalPort));
  const filled: object = JSON.parse(text);
  const env = { CENTRIFUGO_HTTP_SERVER_PORT: String(port), CENTRIFUGO_HTTP_SERVER_ADDRESS: "127.0.0.1" };
  const { exitCode, all } = await run(["checkconfig", "--strict"], filled, env);
  expect(exitCode, all).toBe(0);
  const started = await run([], filled, env);
  expect(started.timedOut, started.all).toBe(false);
  expect(started.exitCode, started.all).toBeGreaterThan(0);
  expect(started.all).toContain(says);
  expect(violated(filled, env)).toContain(by);
});
