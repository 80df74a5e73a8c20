import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkStackFile } from "../../config/check-file.ts";
import { ConfigError } from "../../config/config-error.ts";
import { loadStackConfig } from "../../config/load.ts";
import { stackConfigSchema } from "../../config/stack-config.ts";
import { UserError } from "../../config/user-error.ts";
import { checkStack } from "../../stacks/check-stack.ts";
import { good, project, pulumiValues, secretKeys, stackDirectory } from "./stack.ts";

const full = process.env["TEST_TIER"] === "full";
const runs = { seed: 20_261_123, numRuns: full ? 10_000 : 400, endOnFailure: true };
const secret = "Zq7Xv-planted-3kP9wT5mB8nR2cF6hJ4sD1gL0yA";

const names = [
  ...Object.keys(stackConfigSchema.in.shape),
  "org",
  "mode",
  "history",
  "ttl",
  "size",
  "<<",
  "__proto__",
  "secure",
  ...[
    "client",
    "token",
    "channel",
    "namespaces",
    "name",
    "history_size",
    "engine",
    "type",
    "proxies",
    "endpoint",
  ],
  ...["admin", "password", "http_server", "port", "internal_port", "ping_interval", "allowed_origins", "log"],
];
const name = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...names) }, fc.string({ maxLength: 12 }));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      "managed",
      "external",
      "token",
      "10m",
      "600",
      "256M",
      "org:<a>:b",
      "https://a.example.com",
    ),
    fc.string({ maxLength: 30, unit: "binary" }),
    fc.constantFrom(null, true, false, 0, -1, 2.5, 443, 1e21),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.tuple(name, tie("value")), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
}));
const settings = fc
  .array(fc.tuple(name, value), { maxLength: 8 })
  .map((entries) => Object.fromEntries(entries));

/** Pulumi's text for a value. */
function pulumiText(one: unknown): string {
  return typeof one === "string"
    ? one
    : typeof one === "object" && one !== null
      ? JSON.stringify(one)
      : String(one ?? "");
}

/** Runs a check that may only succeed or explain itself; gives what it said. */
function said(check: () => unknown): string {
  try {
    check();
    return "";
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (!(error instanceof ConfigError)) return error.message;
    for (const issue of error.issues) {
      expect(issue.code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(issue.message).toMatch(/\S/);
      expect(issue.fix).toMatch(/\S/);
      if (issue.line !== undefined) expect(issue.excerpt).toContain("^");
    }
    const lines = error.issues.map(({ line }) => line ?? Number.MAX_SAFE_INTEGER);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
    return `${error.message}${JSON.stringify(error.issues)}`;
  }
}

const directory = stackDirectory("");

/** One folder for all documents: ten thousand of them would take longer to remove than to check. */
function write(yaml: string) {
  writeFileSync(join(directory, "Pulumi.dev.yaml"), yaml);
  return { project, stack: "dev", directory };
}

/** What Pulumi hands over, beside a stack file. */
function loadBeside(yaml: string, values: Record<string, string>) {
  return loadStackConfig({ ...write(yaml), values: pulumiValues(values), secretKeys });
}

/** `config check` with all rules; its mistakes are thrown, so that they are looked at like the others. */
function reportOf(yaml: string): void {
  const { issues } = checkStack(write(yaml));
  if (issues.length > 0) throw new ConfigError(issues);
}

test("any settings give a configuration or mistakes, never a crash", () => {
  fc.assert(
    fc.property(settings, (some) => {
      const values = Object.fromEntries(Object.entries(some).map(([key, one]) => [key, pulumiText(one)]));
      const entries = Object.entries(some).map(
        ([key, one]) => `  ${JSON.stringify(`${project}:${key}`)}: ${JSON.stringify(one)}`,
      );
      const yaml = `config:\n${entries.join("\n")}\n`;
      said(() => loadBeside(yaml, { ...good, ...values }));
      said(() => reportOf(yaml));
    }),
    runs,
  );
});

const document = `encryptionsalt: v1:abc
config:
  centrifugo-swarm:domain: centrifugo.localhost
  centrifugo-swarm:allowedOrigins: [https://app.localhost]
  centrifugo-swarm:namespaces:
    org: { access: token, history: { size: 100, ttl: 10m }, recovery: true }
  centrifugo-swarm:redis: &redis { mode: managed }
  centrifugo-swarm:tokenSecret: ${secret}
  centrifugo-swarm:apiKey: "${secret}"
  centrifugo-swarm:certificateKey: |
    ${secret}
    ${secret}
  centrifugo-swarm:redisPassword: { secure: v1:abc }
  centrifugo-swarm:centrifugo:
    admin: { enabled: true, password: ${secret}, secret: { secure: v1:abc } }
    client: { ping_interval: 20s, token: { hmac_secret_key: "${secret}" } }
    channel:
      namespaces:
        - { name: feed, history_size: 10, history_ttl: 1m, allow_subscribe_for_client: true }
    rpc: { proxy: { http: { static_headers: { Authorization: ${secret} } } } }
`;

const edit = fc.record({
  at: fc.nat(document.length),
  remove: fc.nat(3),
  insert: fc.constantFrom(
    "",
    " ",
    "\n",
    "\t",
    ":",
    ": ",
    "{",
    "}",
    "[",
    "]",
    "'",
    '"',
    "#",
    "&a ",
    "*a",
    "- ",
    "|",
    "? ",
    "\0",
    "<<: ",
  ),
});

test("a damaged stack file gives mistakes, never a crash, and never one of its secrets", () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      let text = document;
      for (const { at, remove, insert } of edits) {
        // What a secret is split into by an edit cannot be told from other words, so edits stay out of them.
        const changed = text.slice(0, at) + insert + text.slice(at + remove);
        if (changed.split(secret).length === document.split(secret).length) text = changed;
      }
      const values = { ...good, tokenSecret: secret, replicas: "0" };
      expect(said(() => checkStackFile(write(text)))).not.toContain(secret);
      expect(said(() => reportOf(text))).not.toContain(secret);
      expect(said(() => loadBeside(text, values))).not.toContain(secret);
    }),
    runs,
  );
});
