import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toolEnvironment } from "../../setup/env.ts";

const root = join(import.meta.dirname, "../..");
const fixtures = join(root, "test/fixtures/policies");

/** Fixture and the rule that has to stop its preview. */
const faults: Readonly<Record<string, string>> = {
  "token-secret-twice": "use-one-token-secret",
  "secret-in-two-roles": "use-secret-in-one-role",
  "channel-without-namespace": "require-namespace-for-channel",
  "no-http1-in-alpn": "require-http1-in-alpn",
  "backend-scheme": "require-http-backend",
  "broken-traefik": "reject-broken-websocket-upgrade",
  "tls-options-conflict": "use-one-tls-option-per-host",
  "tls-option-of-label": "require-tls-option-from-file",
  "unknown-variable": "reject-unknown-variable",
  "ignored-variable": "reject-ignored-variable",
  "api-key-missing": "require-api-key",
  "api-key-with-scheme": "reject-scheme-in-api-key",
  "api-key-as-bearer": "reject-api-key-as-bearer",
};

/** One for each fault of the guide; `make test-full` runs all. */
const sample = [
  "token-secret-twice",
  "channel-without-namespace",
  "no-http1-in-alpn",
  "unknown-variable",
  "api-key-missing",
];
const shown = Object.entries(faults).filter(
  ([fixture]) => process.env["TEST_TIER"] === "full" || sample.includes(fixture),
);

let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "policy-fixtures-"));
  await mkdir(join(folder, "state"));
  // Copies, because `stack init` writes a stack file beside the program.
  await cp(fixtures, folder, { recursive: true });
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }\n');
  const own = { PULUMI_BACKEND_URL: `file://${join(folder, "state")}`, PULUMI_CONFIG_PASSPHRASE: "fixture" };
  env = { ...(await toolEnvironment({ environment: { ...process.env, ...own } })), ...own };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("every fixture is used here", async () => {
  const entries = await readdir(fixtures, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(names.sort()).toEqual(["good", ...Object.keys(faults)].sort());
});

test("pulumi preview with the policy pack passes on sensible settings, and everything could be checked", async () => {
  const { exitCode, all } = await preview("good");
  expect(exitCode, all).toBe(0);
  expect(all).not.toContain("report-not-checkable");
});

test.each(shown)("pulumi preview with the policy pack stops %s by %s", async (fixture, rule) => {
  const { exitCode, all } = await preview(fixture);
  expect(exitCode, all).not.toBe(0);
  expect(all).toMatch(new RegExp(`\\[mandatory\\].*${rule} `));
  expect(all).toContain(`docs/rules/${rule}.md`);
  expect(all).not.toMatch(/fixture-(api-key|shared|token|old|redis)/);
  expect(all).not.toMatch(/^\s+at .*\.ts:\d/m);
});

async function preview(fixture: string): Promise<{ exitCode: number | undefined; all: string }> {
  const options = { cwd: join(folder, fixture), env, reject: false, all: true } as const;
  await execa("pulumi", ["stack", "init", "dev", "--non-interactive"], { ...options, reject: true });
  const flags = [
    "--stack",
    "dev",
    "--non-interactive",
    "--color",
    "never",
    "--policy-pack",
    join(root, "policies"),
  ];
  const { exitCode, all } = await execa("pulumi", ["preview", ...flags], options);
  return { exitCode, all };
}
