import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { root } from "../../setup/project.ts";
import { makeEvents } from "../report/make-events.ts";
import { addComments, person, startGithub, token } from "../support/github-server.ts";
import { streamFolder } from "../support/preview-stream.ts";
import { executable, projectFolder, swarm } from "./support.ts";

const setting = join(streamFolder, "setting.ndjson");
const forbidden = join(streamFolder, "forbidden-setting.ndjson");
const bad = "test/fixtures/same-verdict/stack.yaml";

/** What GitHub Actions gives a job of the pull request 7. */
async function job() {
  const github = await startGithub();
  onTestFinished(() => github.close());
  const folder = projectFolder();
  const event = join(folder, "event.json");
  const head = { sha: "0123456789abcdef0123456789abcdef01234567", repo: { full_name: "acme/chat" } };
  writeFileSync(event, JSON.stringify({ pull_request: { number: 7, head } }));
  const env = {
    GITHUB_API_URL: github.url,
    GITHUB_SERVER_URL: "https://github.example",
    GITHUB_REPOSITORY: "acme/chat",
    GITHUB_WORKSPACE: root,
    GITHUB_EVENT_PATH: event,
    GITHUB_TOKEN: token,
  };
  return { github, folder, env };
}

test("a change that may be merged: exit code 0, and the comment on standard output", async () => {
  const { exitCode, stdout, stderr } = await swarm(["report", "--events", setting]);
  expect(exitCode).toBe(0);
  expect(stderr).toBe("");
  expect(`${stdout}\n`).toContain("## `prod`: 🟡 clients reconnect\n");
});

test("events come on standard input as well", async () => {
  const args = ["report", "--events", "-", "--format", "json"];
  const { stdout } = await execa(executable, args, { inputFile: setting });
  expect(JSON.parse(stdout)).toMatchObject({ stack: "prod", level: "reconnect" });
});

test("a preview that failed makes the exit code 1 after the report is written, or 0 with --no-fail", async () => {
  const { folder } = await job();
  const output = join(folder, "comment.md");
  const args = ["report", "--events", forbidden, "--output", output];
  expect((await swarm(args)).exitCode).toBe(1);
  expect(readFileSync(output, "utf8")).toContain("❌ the preview failed");
  expect((await swarm([...args, "--no-fail"])).exitCode).toBe(0);
});

test("a preview that told nothing is a failure, with the log and the stack's name", async () => {
  const folder = projectFolder();
  writeFileSync(join(folder, "events"), "");
  writeFileSync(join(folder, "log"), "error: could not decrypt\n");
  const args = ["report", "--events", "events", "--log", "log", "--stack", "prod"];
  const { exitCode, stdout } = await swarm(args, { cwd: folder });
  expect(exitCode).toBe(1);
  expect(stdout).toContain("<!-- centrifugo-swarm report centrifugo%2Dswarm/prod -->");
  expect(stdout).toContain("error: could not decrypt");
});

test("findings of a check come with file and line, and links to both at the commit of the branch", async () => {
  const { folder, env } = await job();
  const check = await swarm(["check", bad, "--format", "json"]);
  expect(check.exitCode).toBe(1);
  const findings = join(folder, "check.json");
  writeFileSync(findings, check.stdout);
  const { exitCode, stdout } = await swarm(["report", "--events", setting, "--findings", findings], { env });
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/## `prod`: ❌ forbidden by \d+ rules?/);
  const blob = "https://github.example/acme/chat/blob/0123456789abcdef0123456789abcdef01234567";
  expect(stdout).toMatch(new RegExp(`\\[\`${bad}:\\d+\`\\]\\(${blob}/${bad}#L\\d+\\)`));
  expect(stdout).toMatch(new RegExp(`\\(${blob}/docs/rules/[a-z0-9-]+\\.md\\)`));
});

test("findings alone, as for a pull request from a fork, make a report that claims nothing of the Swarm", async () => {
  const folder = projectFolder();
  const findings = join(folder, "check.json");
  const report = async (file: string) => {
    writeFileSync(findings, (await swarm(["check", file, "--format", "json"])).stdout);
    return await swarm(["report", "--stack", "prod", "--findings", findings]);
  };
  const forbidden = await report(bad);
  expect(forbidden.exitCode).toBe(1);
  expect(forbidden.stdout).toMatch(
    /## `prod`: ❌ forbidden by \d+ rules?\n\nThis says what the rules see in the files/,
  );
  const sound = await report("test/fixtures/stacks/good/traefik-labels/stack.yaml");
  expect([sound.exitCode, sound.stderr]).toEqual([0, ""]);
  expect(sound.stdout).toContain("## `prod`: ⚪ no rule forbids it, and no preview was made");
  const unread = await report("no-such-file.yaml");
  expect(unread.exitCode).toBe(1);
  expect(unread.stdout).toContain("## `prod`: ❌ the check could not read its input");
});

test("the comment is made once, and written again with each push", async () => {
  const { github, env } = await job();
  addComments(github, 120, person, "a word");
  for (const events of [forbidden, setting, setting]) {
    const { stderr } = await swarm(["report", "--events", events, "--post", "github"], { env });
    expect(stderr).toMatch(/^(?:created|updated) https:/);
  }
  const own = github.comments.filter(({ body }) => body.startsWith("<!-- centrifugo-swarm report"));
  expect(own).toHaveLength(1);
  expect(own[0]?.body).toContain("🟡 clients reconnect");
  expect(own[0]?.body).toContain("at 0123456789ab.");
});

test("a comment that GitHub refuses fails the job, with the report written and the token left out", async () => {
  const { env } = await job();
  const wrong = { ...env, GITHUB_TOKEN: "ghs_wrongwrongwrong1234567890" };
  const { exitCode, stdout, stderr } = await swarm(["report", "--events", setting, "--post", "github"], {
    env: wrong,
  });
  expect(exitCode).toBe(1);
  expect(stdout).toContain("🟡 clients reconnect");
  expect(stderr).toContain("GitHub refused the list of comments: HTTP 401");
  expect(stdout + stderr).not.toContain("wrongwrong");
});

test.each([
  [["report"], "there is nothing to report on."],
  [["report", "--events", "no-such-file"], "--events no-such-file: there is no such file."],
  [["report", "--events", setting, "--pull-request", "7"], "--pull-request goes with --post only."],
  [["report", "--events", setting, "--findings", setting], "is no report of `check --format json`."],
  [["report", "--events", setting, "--format", "html"], '--format is one of markdown, json, not "html".'],
  [["report", "--events", setting, "--output", "no-such-folder/x"], "it cannot be written."],
])("wrong usage is told: %j", async (args, message) => {
  const { exitCode, stdout, stderr } = await swarm(args);
  expect([exitCode, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(message);
});

test("without what a comment needs nothing is sent", async () => {
  const { github, env } = await job();
  for (const name of ["GITHUB_TOKEN", "GITHUB_REPOSITORY"]) {
    const { exitCode, stderr } = await swarm(["report", "--events", setting, "--post", "github"], {
      env: { ...env, [name]: "" },
    });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`--post github needs ${name}.`);
  }
  const event = join(projectFolder(), "event.json");
  writeFileSync(event, "{}");
  const push = { ...env, GITHUB_EVENT_PATH: event, GITHUB_REF: "refs/heads/main" };
  const { exitCode, stderr } = await swarm(["report", "--events", setting, "--post", "github"], {
    env: push,
  });
  expect(exitCode).toBe(2);
  expect(stderr).toContain("it is not known which pull request to comment on.");
  expect(github.requests).toEqual([]);
});

test("the summary that Pulumi prints without the variable is refused, with the variable's name", async () => {
  const folder = projectFolder();
  const file = join(folder, "preview.json");
  writeFileSync(file, JSON.stringify({ config: {}, steps: [], duration: 1 }, null, 4));
  const { exitCode, stderr } = await swarm(["report", "--events", file]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true");
});

test("no output of the command holds a secret of its environment", async () => {
  const folder = projectFolder();
  const [file, log] = [join(folder, "events"), join(folder, "log")];
  const passphrase = "seven plain words";
  writeFileSync(file, makeEvents({ errors: [`incorrect passphrase ${passphrase}`] }));
  writeFileSync(log, `incorrect passphrase ${passphrase}`);
  const env = { PULUMI_CONFIG_PASSPHRASE: passphrase };
  for (const args of [
    ["--events", file],
    ["--events", file, "--format", "json"],
    ["--log", log],
  ]) {
    const { stdout, stderr } = await swarm(["report", "--stack", "prod", ...args], { env });
    expect(stdout).toContain("incorrect passphrase …");
    expect(stdout + stderr).not.toContain(passphrase);
  }
});
