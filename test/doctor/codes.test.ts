import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as client from "centrifuge";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { explainText, listText } from "../../cli/doctor/explain-text.ts";
import { painter } from "../../cli/doctor/text.ts";
import { fieldAt } from "../../config/tables/centrifugo.ts";
import { codeOf, codes, nameOfCode } from "../../doctor/codes/index.ts";
import { codesPage } from "../../doctor/codes/page.ts";
import { writtenSetting } from "../../doctor/codes/topic.ts";
import { findTopics, topics } from "../../doctor/topics/index.ts";
import { rules } from "../../policies/rules/index.ts";
import { good, load, secrets } from "../config/stack.ts";

const root = join(import.meta.dirname, "../..");
const causes = [...new Set(topics.flatMap((topic) => topic.causes))];
const keysOf = (group: string) =>
  codes.filter((topic) => topic.group === group).map(({ key }) => Number(key));

/** reference/domain.md, 1.7. */
const known = {
  error: [100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113],
  disconnect: [
    3000, 3001, 3004, 3005, 3006, 3008, 3009, 3010, 3011, 3012, 3013, 3014, 3500, 3501, 3502, 3503, 3504,
    3505, 3506, 3507, 3508, 3509,
  ],
  unsubscribe: [0, 2000, 2500, 2501, 2502],
  websocket: [101, 400, 403, 404, 500, 502, 503, 504, 429],
  api: [200, 400, 401, 404, 405, 500],
};

test.each(Object.entries(known))("every %s has its topic", (group, numbers) => {
  expect(keysOf(group)).toEqual(numbers);
});

test("the client's own codes are those of the official client", () => {
  const { errorCodes, connectingCodes, disconnectedCodes } = client;
  const numbers = [errorCodes, connectingCodes, disconnectedCodes].flatMap((codes) =>
    Object.values(codes).filter((code): code is number => typeof code === "number" && code < 13),
  );
  expect(keysOf("client").sort()).toEqual(numbers.sort());
});

test("whether a client comes back follows from the number, as in centrifuge's disconnect.go", () => {
  for (const { key, reconnects } of codes.filter(({ group }) => group === "disconnect")) {
    expect(reconnects?.startsWith("Yes"), key).toBe(Number(key) < 3500);
  }
  for (const { key, reconnects } of codes.filter(({ group }) => group === "unsubscribe")) {
    expect(reconnects?.startsWith("Yes"), key).toBe(Number(key) >= 2500);
  }
});

test("what is written for people is written in sentences", () => {
  for (const { means, causes: own, key } of topics) {
    expect(means, key).toMatch(/^[A-Z`2].*[.]$/s);
    for (const { what, cure, see } of own) {
      for (const text of [what, cure]) expect(text, key).toMatch(/^[A-Z`].*[.]$/s);
      expect(see.length, what).toBeGreaterThan(0);
    }
  }
});

test("what has no cause is no fault", () => {
  const names = topics.filter((topic) => topic.causes.length === 0).map(({ name }) => name);
  expect(names).toEqual(["connect called", "disconnect called", "switching protocols"]);
});

test("rules, topics and options that are named are there", () => {
  const ids = new Set(rules.map(({ id }) => id));
  for (const { rules: named = [], plain = [], what } of causes) {
    for (const id of named) expect(ids, what).toContain(id);
    for (const { option } of plain) {
      const path = option.replaceAll(/\[\w+\]/g, "").split(".");
      expect(fieldAt(path), option).toBeDefined();
    }
  }
  for (const { related = [], key } of topics) {
    for (const one of related) expect(findTopics(one), `${key}: ${one}`).not.toEqual([]);
  }
});

test("the settings of our stack file are settings that it takes", () => {
  const written = causes.flatMap(({ stack }) => stack ?? []);
  expect(written.length).toBeGreaterThan(15);
  for (const stack of written) {
    const command = /^pulumi config set --secret (?:--path centrifugo\.([\w.]+)|(\w+))$/.exec(stack);
    if (command !== null) {
      const [, option, secret] = command;
      if (option !== undefined) expect(fieldAt(option.split(".")), stack).toBeDefined();
      else expect(Object.keys(secrets), stack).toContain(secret);
      continue;
    }
    const settings: unknown = parse(stack);
    const values = Object.entries(Object(settings)).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
    const { domain: _, ...others } = Object.fromEntries(values);
    expect(() => load({ ...good, ...others }), stack).not.toThrow();
  }
});

test("an option is shown as it stands in a file and in a variable", () => {
  expect(writtenSetting({ option: "client.allowed_origins", value: ["https://a.b", "https://c.d"] })).toEqual(
    [
      'client.allowed_origins: ["https://a.b","https://c.d"]',
      "CENTRIFUGO_CLIENT_ALLOWED_ORIGINS=https://a.b https://c.d",
    ],
  );
  expect(writtenSetting({ option: "channel.namespaces[org].presence", value: true })).toEqual([
    "channel.namespaces[org].presence: true",
    "CENTRIFUGO_CHANNEL_NAMESPACES_ORG_PRESENCE=true",
  ]);
});

test("no line is longer than 100 columns, and without colours there is no escape in it", () => {
  const plain = painter(false);
  for (const text of [listText(topics, plain), ...topics.map((topic) => explainText([topic], plain))]) {
    for (const line of text.split("\n")) expect(line.length, line).toBeLessThanOrEqual(100);
    expect(text).not.toContain("\u001b");
  }
  expect(explainText(findTopics("3500"), painter(true))).toContain("\u001b[1m3500 invalid token");
});

test.each([
  ["3500", ["3500"]],
  [" Error 102 ", ["102"]],
  ["code: 3500", ["3500"]],
  ["HTTP 401", ["401"]],
  ["Transport-Closed", ["transport closed"]],
  ["transport_closed", ["transport closed"]],
  ["Messages Not Appearing in UI", ["message reaches the client but the page does not change"]],
  ["unknown channel", ["102"]],
  ["no pong", ["3012"]],
  ["slow", ["3008"]],
  ["connection timeout", ["1"]],
  ["404", ["404", "404"]],
  ["1", ["1", "1", "1"]],
  ["9999", []],
  ["", []],
])("%j finds %j", (asked, keys) => {
  expect(findTopics(asked).map(({ key }) => key)).toEqual(keys);
});

test("each topic is found by its key, and no two of a group share one, but those of the client", () => {
  for (const topic of topics) expect(findTopics(topic.key)).toContain(topic);
  const seen = topics.filter(({ group }) => group !== "client").map(({ group, key }) => `${group} ${key}`);
  expect(new Set(seen).size).toBe(seen.length);
});

test("Centrifugo's own words win over those of others with the same number", () => {
  expect(nameOfCode(101)).toBe("unauthorized");
  expect(nameOfCode(3500)).toBe("invalid token");
  expect(nameOfCode(1009)).toBe("message too big");
  expect(codeOf(42)).toBeUndefined();
});

test("docs/doctor-codes.md is what `make docs` writes, and its links lead somewhere", () => {
  const page = readFileSync(join(root, "docs/doctor-codes.md"), "utf8");
  expect(page === codesPage(), "run `make docs`").toBe(true);
  const ids = new Set(rules.map(({ id }) => id));
  for (const [, id] of page.matchAll(/\]\(rules\/([\w-]+)\.md\)/g)) expect(ids).toContain(id);
  for (const [, number] of page.matchAll(/\]\(#cause-(\d+)\)/g))
    expect(page).toContain(`### Cause ${number}\n`);
});

test("the mistakes of the guide are not repeated", () => {
  const all = JSON.stringify(topics);
  // reference/domain.md, section 0.
  for (const wrong of [
    "started serving on",
    "client connected",
    "USER_ADDRESS_FALLBACK",
    "subscription to channel",
  ]) {
    expect(all).not.toContain(wrong);
  }
});
