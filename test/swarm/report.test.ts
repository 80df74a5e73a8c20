import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../../setup/project.ts";
import { type GithubServer, pullRequest, repository, startGithub, token } from "../support/github-server.ts";
import { previewStream, recordStream } from "../support/preview-stream.ts";
import { createTestStack, type TestStack } from "../support/test-stack.ts";

/** Previews of the real engine that end badly, each told in the one comment of a pull request. */
let stack: TestStack;
let github: GithubServer;
let folder: string;

beforeAll(async () => {
  stack = await createTestStack();
  const { tokenSecret, apiKey, redisPassword } = await stack.config();
  secrets = { tokenSecret, apiKey, redisPassword: redisPassword ?? "" };
  github = await startGithub();
  folder = await mkdtemp(join(tmpdir(), "report-"));
});
afterAll(async () => {
  github?.close();
  await rm(folder, { recursive: true, force: true });
  await stack?.dispose();
});

/** Runs the command as a job of GitHub Actions does, and gives the exit code and the comment. */
async function reportOn(name: string) {
  const { exitCode, events, log } = await previewStream(stack);
  await recordStream(name, stack, events, Object.values(secrets));
  const [eventFile, logFile] = [join(folder, "events"), join(folder, "log")];
  await writeFile(eventFile, events);
  await writeFile(logFile, log);
  const args = ["report", "--events", eventFile, "--log", logFile, "--post", "github"];
  const result = await execa(
    join(root, "bin/centrifugo-swarm"),
    [...args, "--pull-request", String(pullRequest)],
    {
      cwd: stack.directory,
      env: {
        GITHUB_API_URL: github.url,
        GITHUB_REPOSITORY: repository,
        GITHUB_TOKEN: token,
        PULUMI_CONFIG_PASSPHRASE: "a passphrase that nobody must see",
      },
      reject: false,
    },
  );
  expect(github.comments).toHaveLength(1);
  const comment = github.comments[0]?.body ?? "";
  expect(result.stdout, result.stderr).toBe(comment.trimEnd());
  for (const secret of [...Object.values(secrets), token]) {
    expect(secret.length).toBeGreaterThan(20);
    expect(comment + result.stderr).not.toContain(secret);
  }
  return { preview: exitCode, report: result.exitCode, comment };
}

let secrets: { tokenSecret: string; apiKey: string; redisPassword: string };

async function program(text: string): Promise<void> {
  await rm(join(stack.directory, "index.ts"), { force: true });
  await writeFile(join(stack.directory, "index.ts"), text);
}

test("a first deployment", async () => {
  const { preview, report, comment } = await reportOn("first");
  expect([preview, report], comment).toEqual([0, 0]);
  expect(comment).toContain(`## \`${stack.name}\`: 🟢 first deployment`);
});

test("a setting of a wrong type: the program's own words, with file and line", async () => {
  await stack.configure({ replicas: "two" });
  const { preview, report, comment } = await reportOn("wrong-setting");
  expect(preview).not.toBe(0);
  expect(report).toBe(1);
  expect(comment).toContain(": ❌ the preview failed");
  expect(comment).toMatch(/replicas: expected .*found `two`/);
  await stack.configure({ replicas: 2 });
});

test("a setting that a rule forbids: the rule, and the line", async () => {
  await stack.configure({ centrifugo: { client: { insecure: true } } });
  const { preview, report, comment } = await reportOn("forbidden-setting");
  expect(preview).not.toBe(0);
  expect(report).toBe(1);
  expect(comment).toMatch(new RegExp(`Pulumi\\.${stack.name}\\.yaml:\\d+:\\d+ {2}reject-insecure-mode`));
  await stack.configure({ centrifugo: undefined });
});

test("a policy that forbids what no setting says", async () => {
  await program(`import * as pulumi from "@pulumi/pulumi";
pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) => {
  if (type !== "docker:index/service:Service" || !name.endsWith("_centrifugo")) return undefined;
  const { taskSpec } = props;
  const env = { CENTRIFUGO_CLIENT_INSECURE: "true", CENTRIFUGO_HTTP_API_KEY: ${JSON.stringify(secrets.apiKey)} };
  return { props: { ...props, taskSpec: { ...taskSpec, containerSpec: { ...taskSpec.containerSpec, env } } }, opts };
});
const { default: outputs } = await import(${JSON.stringify(join(root, "index.ts"))});
export default outputs;
`);
  const { preview, report, comment } = await reportOn("forbidden-by-policy");
  expect(preview).not.toBe(0);
  expect(report).toBe(1);
  expect(comment).toMatch(/: ❌ forbidden by \d+ rules/);
  expect(comment).toContain("| ❌ `reject-insecure-mode` |");
  expect(comment).toContain("| ❌ `keep-secrets-out-of-env` |");
});

test("a program that does not compile, with a secret on the line", async () => {
  await program(
    `import * as pulumi from "@pulumi/pulumi";\nconst apiKey: string = "${secrets.apiKey}"; const = 7;\n`,
  );
  const { preview, report, comment } = await reportOn("not-compiling");
  expect(preview).not.toBe(0);
  expect(report).toBe(1);
  expect(comment).toContain(": ❌ the preview failed");
  expect(comment).toMatch(/SyntaxError|Expression expected|ERR_INVALID_TYPESCRIPT_SYNTAX/);
});

test("a program that throws while it runs", async () => {
  await program('throw new Error("the address of the registry is missing");\n');
  const { report, comment } = await reportOn("throwing");
  expect(report).toBe(1);
  expect(comment).toContain("the address of the registry is missing");
});

/** The five faults of the debugging guide, each in a program of a team's own: the fixture, and the rule that speaks. */
const guideFaults = [
  ["api-header", "api-key-as-bearer", "reject-api-key-as-bearer"],
  ["namespace", "channel-without-namespace", "require-namespace-for-channel"],
  ["http1", "no-http1-in-alpn", "require-http1-in-alpn"],
  ["token", "token-secret-twice", "use-one-token-secret"],
  ["invented-variable", "unknown-variable", "reject-unknown-variable"],
] as const;

test.each(guideFaults)(
  "the guide's fault %s: forbidden, by the rule about it",
  async (fault, fixture, rule) => {
    await program(await readFile(join(root, "test/fixtures/policies", fixture, "index.ts"), "utf8"));
    const { preview, report, comment } = await reportOn(`guide-${fault}`);
    expect(preview).not.toBe(0);
    expect(report).toBe(1);
    expect(comment).toMatch(/: ❌ forbidden by \d+ rules?\n/);
    expect(comment).toContain(`| ❌ \`${rule}\` |`);
    expect(comment).not.toMatch(/fixture-(api-key|token|old)/);
  },
);

test("what is mended writes the same comment again", async () => {
  await rm(join(stack.directory, "index.ts"));
  await symlink(join(root, "index.ts"), join(stack.directory, "index.ts"));
  const { report, comment } = await reportOn("first");
  expect(report).toBe(0);
  expect(comment).toContain("🟢 first deployment");
});
