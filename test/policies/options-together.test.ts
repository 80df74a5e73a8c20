import { expect, test } from "vitest";
import { fieldAt, groupOf } from "../../config/tables/centrifugo.ts";
import { notKnown } from "../../model/pulumi-value.ts";
import { centrifugo, findingsOf, notCheckableBy, violatedBy } from "./resources.ts";
import { faultsOf, violationsOf } from "./shape-faults.ts";
import { channelShapes, configured, namespace } from "./shapes/channel-options.ts";
import { connectedShapes } from "./shapes/connected-options.ts";
import { key } from "./shapes/files.ts";
import { unknownOptions } from "./shapes/unknown-options.ts";

const shapes = [...channelShapes, ...connectedShapes];

test.each(shapes)("%s fires on: %s", (rule, _shape, services) => {
  expect(violatedBy(...services)).toContain(rule);
});

test.each(shapes)("%s is quiet once it is mended: %s", (rule, _shape, _services, mended) => {
  expect(faultsOf(...mended)).toEqual([]);
  expect(notCheckableBy(...mended)).not.toContain(rule);
});

test("what v6 refuses is no finding in a v5", () => {
  const service = configured(namespace({ history_size: 10 }));
  expect(violatedBy({ ...service, image: "centrifugo/centrifugo:v5.4.9" })).not.toContain(
    "require-complete-history",
  );
});

test.each(unknownOptions)("%s says that it cannot check what is not known (%#)", (rule, service) => {
  expect(notCheckableBy(service)).toContain(rule);
  expect(violatedBy(service)).not.toContain(rule);
});

test("a file that cannot be read leaves every one of these rules not checkable, and none violated", () => {
  const service = centrifugo({
    env: notKnown,
    spec: { configs: [{ configId: notKnown, fileName: "/centrifugo/config.json" }] },
  });
  expect(notCheckableBy(service)).toEqual(expect.arrayContaining(unknownOptions.map(([rule]) => rule)));
  expect(faultsOf(service)).toEqual([]);
});

test.each([
  [
    namespace({ history_size: 10 }),
    "channel.namespaces[org].history_size in /centrifugo/config.json (Swarm config) of service dev_centrifugo: history_size is 10, but history_ttl is not set, and a history needs both.",
    "Set `history_ttl` too, for example `history_ttl: 1h`, or delete `history_size`.",
  ],
  [
    namespace({ history_size: 10, history_ttl: "721h" }),
    "channel.namespaces[org].history_ttl in /centrifugo/config.json (Swarm config) of service dev_centrifugo: history_ttl is 721h, but channel.history_meta_ttl is 720h: the history would outlive its own position.",
    "Make `history_meta_ttl` much longer than `history_ttl`, or `history_ttl` shorter.",
  ],
  [
    {
      ...namespace({ publish_proxy_name: "other" }),
      proxies: [{ name: "backend", endpoint: "http://backend:3000" }],
    },
    'channel.namespaces[org].publish_proxy_name in /centrifugo/config.json (Swarm config) of service dev_centrifugo: no proxy is called "other", `proxies` defines only "backend".',
    "Add an entry with this name to `proxies`, correct the name, or delete it: without a name the proxy under `channel.proxy` or `rpc.proxy` is used.",
  ],
])("a message names the place, the value and what it clashes with (%#)", (settings, message, fix) => {
  const found = violationsOf(configured(settings));
  expect(found.map((finding) => [finding.message, finding.fix])).toEqual([[message, fix]]);
});

test("a finding in a list says where it is in the file, also of a second entry of one name", () => {
  const found = findingsOf(
    configured({ channel: { namespaces: [{ name: "org" }, { name: "org", history_size: 10 }] } }),
  );
  expect(found.map(({ origin }) => origin.key)).toEqual(
    expect.arrayContaining(["channel.namespaces[1].history_size", "channel.namespaces[1]"]),
  );
});

test("one message stands for several namespaces that use one incomplete proxy in the same way", () => {
  const proxy = { name: "backend", http: { status_to_code_transforms: [{}] } };
  const use = { publish_proxy_enabled: true, publish_proxy_name: "backend" };
  const found = violationsOf(
    configured({
      channel: {
        namespaces: [
          { name: "org", ...use },
          { name: "chat", ...use },
        ],
      },
      proxies: [proxy],
    }),
  );
  expect(found.map(({ rule }) => rule).sort()).toEqual([
    "require-complete-proxy",
    "require-complete-transform",
  ]);
});

test.each([
  "4fd1c09b77e2a86635b0de1f9c8a7e42c09b77e2a86635b0",
  "Bearer 4fd1c09b77e2a86635b0de1f9c8a7e42",
  "postgres://app:4fd1c09b77e2a86635b0de1f9c8a7e42@db/app",
])("no message quotes what was pasted into any option of any entry: %s", (pasted) => {
  const lists = ["channel.namespaces", "rpc.namespaces", "proxies", "consumers"];
  const found = lists.flatMap((list) => {
    const path = list.split(".");
    for (const switches of [true, false, pasted]) {
      const entry = everyOption(path, pasted, switches);
      const nested = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), [entry, entry]);
      const findings = findingsOf(configured(Object(nested)));
      expect(findings.length).toBeGreaterThan(0);
      if (JSON.stringify(findings).includes("4fd1c09b77e2a86635b0")) return findings;
    }
    return [];
  });
  expect(found).toEqual([]);
});

/** An object with every option below a path: switches as given, everything else a text. */
function everyOption(path: readonly string[], text: string, switches: unknown): Record<string, unknown> {
  const group = fieldAt(path);
  if (group === undefined || !("of" in group)) throw new Error(`no group at ${path.join(".")}`);
  return Object.fromEntries(
    [...groupOf(group.of)].map(([key, field]) => {
      if (field.type === "object") return [key, everyOption([...path, key], text, switches)];
      return [key, field.type === "bool" ? switches : field.type === "list" ? [{ code: text }] : text];
    }),
  );
}

test("no finding of any shape holds a secret", () => {
  const found = shapes.flatMap(([, , bad, mended]) => [...findingsOf(...bad), ...findingsOf(...mended)]);
  expect(found.length).toBeGreaterThan(0);
  expect(JSON.stringify(found)).not.toMatch(/fixture-/);
  expect(JSON.stringify(found)).not.toContain(key.CENTRIFUGO_HTTP_API_KEY);
});
