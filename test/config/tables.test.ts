import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fieldAt, groupOf, optionTable } from "../../config/tables/centrifugo.ts";
import type { CentrifugoOptions } from "../../config/tables/centrifugo-options.ts";
import v5 from "../../config/tables/centrifugo-v5.json" with { type: "json" };
import { olderKeys, olderNamespaceNames } from "../../config/tables/older-names.ts";
import { renamedKey, renamedNamespaceOption } from "../../config/tables/renames.ts";
import {
  allV6Names,
  isV5Name,
  isV6Name,
  v5NameOf,
  v6Lists,
  v6NameOf,
  variableName,
} from "../../config/tables/variables.ts";

test("an option is found by its path, through objects and lists", () => {
  expect(fieldAt(["http_server", "port"])).toMatchObject({ type: "int", default: "8000" });
  expect(fieldAt(["channel", "namespaces", "history_ttl"])).toMatchObject({ type: "duration" });
  expect(fieldAt(["consumers", "kafka", "brokers"])).toMatchObject({ type: "strings" });
  expect(fieldAt(["client", "proxy"])).toMatchObject({ type: "object", of: "ClientProxyContainer" });
  expect(fieldAt(["broker", "redisnats", "nats", "url"])).toMatchObject({ type: "string" });
});

test.each([
  [[]],
  [["invented"]],
  [["http_server", "invented"]],
  [["http_server", "port", "deeper"]],
  [["constructor"]],
  [["channel", "namespaces", "toString"]],
])("there is no option at %j", (path) => {
  expect(fieldAt(path)).toBeUndefined();
});

test("every group that an option names exists, and each is used", () => {
  const named = [...optionTable.groups.values()]
    .flatMap((group) => [...group.values()])
    .flatMap((field) => ("of" in field ? [field.of] : []));
  for (const name of named) expect(groupOf(name).size).toBeGreaterThan(0);
  expect(new Set([optionTable.root, ...named])).toEqual(new Set(optionTable.groups.keys()));
  expect(() => groupOf("Invented")).toThrow("Invented");
});

test("the generated types have the names and types of the table", () => {
  const options: CentrifugoOptions = {
    channel: { namespaces: [{ name: "org", history_size: 10, history_ttl: "10m", presence: true }] },
    client: { allowed_origins: ["https://app.example"] },
    proxies: [{ name: "p", endpoint: "http://backend.example", http: { static_headers: { "X-A": "b" } } }],
  };
  expect(fieldAt(["channel", "namespaces", "history_size"])).toMatchObject({ type: "int" });
  // @ts-expect-error: a number is no duration
  options.shutdown = { timeout: 30 };
  // @ts-expect-error: no such option
  options.invented = true;
  const text = readFileSync(join(import.meta.dirname, "../../config/tables/centrifugo-options.ts"), "utf8");
  expect(text.match(/^export interface /gm)).toHaveLength(optionTable.groups.size);
});

test("a variable is the path of its option in capitals", () => {
  expect(variableName("client.token.hmac_secret_key")).toBe("CLIENT_TOKEN_HMAC_SECRET_KEY");
  expect(isV6Name("CLIENT_TOKEN_HMAC_SECRET_KEY")).toBe(true);
  expect(isV6Name("CHANNEL_NAMESPACES")).toBe(true);
  expect(isV6Name("CHANNEL_NAMESPACES_NAME")).toBe(false);
  expect(isV6Name("CLIENT_USER_ADDRESS_FALLBACK") || isV5Name("CLIENT_USER_ADDRESS_FALLBACK")).toBe(false);
  expect(new Set(allV6Names).size).toBe(allV6Names.length);
});

test("the lists whose entries have variables are known, with the longest options first", () => {
  expect([...v6Lists.keys()].sort()).toEqual([
    "CHANNEL_NAMESPACES",
    "CONSUMERS",
    "PROXIES",
    "RPC_NAMESPACES",
  ]);
  expect(v6Lists.get("RPC_NAMESPACES")).toEqual(["PROXY_ENABLED", "PROXY_NAME", "NAME"]);
  expect(v6Lists.get("PROXIES")).toContain("HTTP_STATIC_HEADERS");
});

test("variables of v5 lead to those of v6 and back", () => {
  expect(v6NameOf("TOKEN_HMAC_SECRET_KEY")).toBe("CLIENT_TOKEN_HMAC_SECRET_KEY");
  expect(v5NameOf("HTTP_API_KEY")).toBe("API_KEY");
  expect(isV5Name("SOCKJS")).toBe(true);
  expect(v6NameOf("SOCKJS")).toBeUndefined();
});

test.each([
  ["token_hmac_secret_key", "client.token.hmac_secret_key"],
  ["namespaces", "channel.namespaces"],
  ["presence", "channel.without_namespace.presence"],
  ["tls_server_name", "http_server.tls.server_name"],
  ["nats_raw_mode.prefix", "broker.nats.raw_mode.prefix"],
  ["secret", "client.token.hmac_secret_key"],
  ["presence_ttl", "engine.redis.presence_ttl"],
  ["publish", "channel.without_namespace.allow_publish_for_client"],
  ["sockjs", undefined],
  ["push_notifications.dry_run", undefined],
])("the older key %s is %s in v6", (older, v6) => {
  expect(renamedKey(older)).toMatchObject({ v6 });
});

test.each([
  ["history_recover", "force_recovery", 2],
  ["anonymous", "allow_subscribe_for_anonymous", 3],
  ["protected", undefined, 3],
  ["proxy_subscribe", "subscribe_proxy_enabled", 5],
])("the older option %s of a namespace is %s in v6", (older, v6, last) => {
  expect(renamedNamespaceOption(older)).toMatchObject({ v6, last });
});

test("a name that v6 has, or that never was, is no name of the past", () => {
  for (const key of ["engine.type", "engine", "pid_file", "invented"])
    expect(renamedKey(key)).toBeUndefined();
  for (const key of ["presence", "invented", "token_hmac_secret_key", "constructor"])
    expect(renamedNamespaceOption(key)).toBeUndefined();
});

test("what an older name leads to exists", () => {
  for (const key of [...olderKeys.keys(), ...Object.keys(v5)]) {
    const v6 = renamedKey(key)?.v6;
    if (v6 !== undefined) expect(fieldAt(v6.split(".")), key).toBeDefined();
  }
  for (const { v6 } of olderKeys.values()) expect(fieldAt(v6?.split(".") ?? [])).toBeDefined();
  for (const [name, { v6, instead }] of olderNamespaceNames) {
    if (v6 === undefined) expect(instead, name).toBeDefined();
    else expect(fieldAt(["channel", "namespaces", v6]), name).toBeDefined();
  }
});
