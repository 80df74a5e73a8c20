import { expect, test } from "vitest";
import { readChannelEntries, readEntries } from "../../model/centrifugo-entries.ts";
import { type CentrifugoSettings, readCentrifugo } from "../../model/centrifugo-settings.ts";
import { readGroup } from "../../model/option-group.ts";
import { notKnown } from "../../model/pulumi-value.ts";
import { clear } from "../../model/value.ts";
import { centrifugo, modelOf, type TestService } from "../policies/resources.ts";
import { config } from "../policies/shapes/files.ts";

function settingsOf(settings: object, more: TestService = {}): CentrifugoSettings {
  const [found] = modelOf(centrifugo({ files: [config(settings)], ...more })).services;
  if (found === undefined) throw new Error("no service");
  return readCentrifugo(found);
}

const org = { channel: { namespaces: [{ name: "org", history_size: 10, map: { key_ttl: "60s" } }] } };

test("options of an entry have their value, their place and their key in the file", () => {
  const { entries, complete } = readEntries(settingsOf(org), "CHANNEL_NAMESPACES");
  expect(complete).toBe(true);
  expect(entries.map(({ name, key }) => [name, key])).toEqual([["org", "channel.namespaces[org]"]]);
  expect(entries[0]?.options.get("MAP_KEY_TTL")).toEqual({
    state: "known",
    value: "60s",
    origin: {
      label:
        "channel.namespaces[org].map.key_ttl in /centrifugo/config.json (Swarm config) of service dev_centrifugo",
      key: "channel.namespaces[org].map.key_ttl",
    },
  });
});

test("a variable of an entry wins over the file, and an empty one does not", () => {
  const size = (value: string) => {
    const env = { CENTRIFUGO_CHANNEL_NAMESPACES_ORG_HISTORY_SIZE: value };
    return readEntries(settingsOf(org, { env }), "CHANNEL_NAMESPACES").entries[0]?.options.get(
      "HISTORY_SIZE",
    );
  };
  expect(clear(size("3"))).toBe("3");
  expect(size("3")?.origin.label).toBe(
    "env CENTRIFUGO_CHANNEL_NAMESPACES_ORG_HISTORY_SIZE of service dev_centrifugo",
  );
  expect(clear(size("0"))).toBe("0");
  expect(clear(size(""))).toBe("10");
});

test("names in a variable are added to the file's entries, and have variables of their own", () => {
  const env = {
    CENTRIFUGO_CHANNEL_NAMESPACES: "chat-room",
    CENTRIFUGO_CHANNEL_NAMESPACES_CHAT_ROOM_PRESENCE: "true",
  };
  const { entries } = readEntries(settingsOf(org, { env }), "CHANNEL_NAMESPACES");
  expect(entries.map(({ name }) => name)).toEqual(["org", "chat-room"]);
  expect(clear(entries[1]?.options.get("PRESENCE"))).toBe("true");
});

test("an array in a variable is written over the file's entries one by one, as Go does it", () => {
  const env = { CENTRIFUGO_CHANNEL_NAMESPACES: '[{"name":"chat","map":{"key_ttl":"0s"}}]' };
  const { entries } = readEntries(settingsOf(org, { env }), "CHANNEL_NAMESPACES");
  expect(entries.map(({ name }) => name)).toEqual(["chat"]);
  expect([...(entries[0]?.options.keys() ?? [])].sort()).toEqual(["HISTORY_SIZE", "NAME"]);
  expect(entries[0]?.options.get("NAME")?.origin).toEqual({
    label: "channel.namespaces[chat].name in env CENTRIFUGO_CHANNEL_NAMESPACES of service dev_centrifugo",
  });
});

test("what a file sets to zero counts as not set, except for an empty list", () => {
  const zeros = { history_size: 0, history_ttl: "0s", presence: false, channel_regex: "", name: "org" };
  const { entries } = readEntries(settingsOf({ channel: { namespaces: [zeros] } }), "CHANNEL_NAMESPACES");
  expect([...(entries[0]?.options.keys() ?? [])]).toEqual(["NAME"]);
  const consumers = settingsOf({ consumers: [{ name: "events", redis_stream: { address: [] } }] });
  expect(clear(readEntries(consumers, "CONSUMERS").entries[0]?.options.get("REDIS_STREAM_ADDRESS"))).toBe(
    "[]",
  );
});

test("an entry whose name is doubled, missing or no name is called by its number", () => {
  const names = ["org", "org", undefined, "4fd1c09b77e2a86635b0de1f9c8a7e42"].map((name) => ({ name }));
  const { entries } = readEntries(settingsOf({ channel: { namespaces: names } }), "CHANNEL_NAMESPACES");
  expect(entries.map(({ key }) => key.slice("channel.namespaces".length))).toEqual([
    "[org]",
    "[1]",
    "[2]",
    "[3]",
  ]);
});

test("a password inside a list is a secret", () => {
  const consumer = { name: "events", kafka: { sasl_password: "fixture-password", topics: ["a"] } };
  const { entries } = readEntries(settingsOf({ consumers: [consumer] }), "CONSUMERS");
  expect(entries[0]?.options.get("KAFKA_SASL_PASSWORD")?.state).toBe("secret");
  expect(clear(entries[0]?.options.get("KAFKA_TOPICS"))).toBe('["a"]');
  expect(JSON.stringify(entries)).not.toContain("fixture-password");
});

test("a list that is not known or broken is incomplete", () => {
  const complete = (value: unknown) =>
    readEntries(settingsOf({}, { env: { CENTRIFUGO_PROXIES: value } }), "PROXIES").complete;
  expect(complete(notKnown)).toBe(false);
  expect(complete("[{ name: backend }]")).toBe(false);
  expect(complete("backend")).toBe(true);
});

test("channels without a namespace are an entry without a name", () => {
  const settings = settingsOf(
    { channel: { without_namespace: { history_size: 5, history_ttl: "0s" } } },
    { env: { CENTRIFUGO_CHANNEL_WITHOUT_NAMESPACE_PRESENCE: "true" } },
  );
  const [without] = readChannelEntries(settings).entries;
  expect([without?.name, without?.key]).toEqual(["", "channel.without_namespace"]);
  expect([...(without?.options.keys() ?? [])].sort()).toEqual(["HISTORY_SIZE", "PRESENCE"]);
});

test("a group holds what is below its key, and the empty key holds everything", () => {
  const settings = settingsOf({ client: { proxy: { connect: { enabled: true } } }, log: { level: "info" } });
  expect([...readGroup(settings, "client.proxy.connect").options.keys()]).toEqual(["ENABLED"]);
  expect([...readGroup(settings, "").options.keys()]).toContain("LOG_LEVEL");
});
