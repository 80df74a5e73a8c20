import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../setup/project.ts";
import { checkStack } from "../../stacks/check-stack.ts";
import { project, stackDirectory } from "../config/stack.ts";

const check = (yaml: string) =>
  checkStack({ project, stack: "dev", directory: stackDirectory(yaml) }, { missingSecrets: "allowed" });

/** A stack file with settings of its own below those that every one needs. */
const stackFile = (...settings: string[]) =>
  [
    "config:",
    "  centrifugo-swarm:domain: centrifugo.localhost",
    "  centrifugo-swarm:allowedOrigins: [https://app.localhost]",
    ...settings.map((setting) => `  centrifugo-swarm:${setting}`),
    "",
  ].join("\n");

const places = (yaml: string) => check(yaml).issues.map(({ code, path, line }) => [code, path, line]);

test("the example stack file is clean", () => {
  const directory = stackDirectory();
  copyFileSync(join(root, "Pulumi.dev.example.yaml"), join(directory, "Pulumi.dev.yaml"));
  const { issues, ok } = checkStack({ project, stack: "dev", directory }, { missingSecrets: "allowed" });
  expect(issues).toEqual([]);
  expect(ok).toBe(true);
});

test.each([
  [
    "namespaces: { chat: { access: user, recovery: true } }",
    "require-history-for-recovery",
    "namespaces.chat.recovery",
  ],
  ["centrifugo: { engine: { type: memory } }", "share-engine-between-replicas", "centrifugo.engine.type"],
  ["centrifugo: { admin: { enabled: true } }", "require-admin-credentials", "centrifugo.admin.enabled"],
  ["centrifugo: { client: { insecure: true } }", "reject-insecure-mode", "centrifugo.client.insecure"],
  [
    "centrifugo: { client: { ping_interval: 5s } }",
    "require-ping-longer-than-pong",
    "centrifugo.client.ping_interval",
  ],
  [
    "centrifugo: { http_api: { external: true } }",
    "keep-private-endpoints-internal",
    "centrifugo.http_api.external",
  ],
  [
    "centrifugo: { channel: { namespaces: [{ name: feed, history_size: 10 }] } }",
    "require-complete-history",
    "centrifugo.channel.namespaces[0].history_size",
  ],
  [
    "centrifugo: { http_server: { port: 9000 } }",
    "keep-private-endpoints-internal",
    "centrifugo.http_server.port",
  ],
  ['channels: ["news:all"]', "require-namespace-for-channel", "channels"],
])("a rule speaks at the setting that it follows from: %s", (setting, code, path) => {
  expect(places(stackFile(setting))).toEqual([[code, path, 4]]);
});

test("a wrong setting does not hide what the rules find besides, nor is it said twice", () => {
  const yaml = stackFile(
    "replicas: many",
    "centrifugo: { log: { level: loud }, admin: { enabled: true } }",
    "namespaces: { org: { access: token, recovery: true }, chat: { acces: user } }",
  );
  expect(places(yaml)).toEqual([
    ["wrong-type", "replicas", 4],
    ["unknown-value", "centrifugo.log.level", 5],
    ["require-admin-credentials", "centrifugo.admin.enabled", 5],
    ["require-history-for-recovery", "namespaces.org.recovery", 6],
    ["missing", "namespaces.chat.access", 6],
    ["unknown-key", "namespaces.chat.acces", 6],
  ]);
});

test("what a team shuts down later, Swarm waits for longer", () => {
  const { issues } = check(stackFile("centrifugo: { shutdown: { timeout: 90s } }"));
  expect(issues).toEqual([]);
});

test("encrypted values are named, and nothing is said about them", () => {
  const yaml = stackFile(
    "tokenSecret: { secure: v1:a }",
    "centrifugo: { admin: { enabled: true, password: { secure: v1:b }, secret: { secure: v1:c } } }",
  );
  const { issues, encrypted } = check(yaml);
  expect(issues).toEqual([]);
  expect(encrypted).toEqual(["tokenSecret", "centrifugo.admin.password", "centrifugo.admin.secret"]);
});

test("every mistake says in one sentence what is wrong, how to mend it and where to read more", () => {
  const [issue] = check(stackFile("centrifugo: { admin: { enabled: true } }")).issues;
  expect(issue).toMatchObject({ severity: "error", page: "docs/rules/require-admin-credentials.md" });
  expect(issue?.message).not.toContain("Swarm config");
  expect(issue?.excerpt).toContain("^");
});
