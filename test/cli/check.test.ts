import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { rules } from "../../policies/rules/index.ts";
import { root } from "../../setup/project.ts";
import { readXml } from "../report/read-xml.ts";
import { example, executable, swarm } from "./support.ts";
import { unlessTerminal } from "./terminal.ts";

const clean = join(root, "test/fixtures/stacks/good/traefik-labels/stack.yaml");
const bad = join(root, "test/fixtures/same-verdict/stack.yaml");

/** Sound settings of a Redis, and more lines of it. */
const sound = (more = "") => `version: "3.8"
services:
  cache:
    image: redis:7.4.11
    command: [redis-server, --maxmemory, 40mb]
    user: "999:999"
    read_only: true
    cap_drop: [ALL]
    healthcheck: { test: [CMD-SHELL, "redis-cli ping | grep -q PONG"], interval: 5s, retries: 3, start_period: 20s }
    logging: { driver: local }
    deploy:
      resources: { limits: { memory: 64M } }
      update_config: { failure_action: rollback, monitor: 30s }
${more}`;

/** With one warning, on the line of the service's name. */
const unlimitedLog = sound().replace("    logging: { driver: local }\n", "");

/** A folder of one's own with these files. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "centrifugo-swarm-check-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** The report of `check` as JSON, whatever the exit code. */
async function reportOn(args: readonly string[], options: Parameters<typeof swarm>[1] = {}) {
  const { exitCode, stdout, stderr } = await swarm(["check", ...args, "--format", "json"], options);
  expect(stderr).toBe("");
  const finding = z.object({
    rule: z.string(),
    severity: z.string(),
    message: z.string(),
    suppressed: z.optional(z.unknown()),
  });
  const shape = z.object({
    source: z.object({ kind: z.string(), names: z.array(z.string()) }),
    findings: z.array(finding),
    unused: z.array(z.object({ by: z.string() })),
    notChecked: z.array(z.unknown()),
    encrypted: z.array(z.string()),
    services: z.number(),
  });
  return { exitCode, ...shape.parse(JSON.parse(stdout)) };
}

async function expectRefused(
  args: readonly string[],
  message: RegExp,
  options: Parameters<typeof swarm>[1] = {},
) {
  const { exitCode, stdout, stderr } = await swarm(["check", ...args], options);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/^error: .*\n(.*\n)* {2}fix: \S/);
  expect(stderr).not.toMatch(/^\s+at /m);
  return stderr;
}

describe("exit codes", () => {
  test("0 where nothing is found, 1 where something is", async () => {
    expect(await swarm(["check", clean])).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await swarm(["check", bad])).toMatchObject({ exitCode: 1, stderr: "" });
  });

  test("--fail-on says from which severity on", async () => {
    const file = join(folderWith({ "stack.yml": unlimitedLog }), "stack.yml");
    const codes = async (path: string) =>
      Promise.all(
        ["error", "warning", "info", "never"].map(
          async (level) => (await swarm(["check", path, "--fail-on", level])).exitCode,
        ),
      );
    const { findings } = await reportOn([file]);
    expect(findings.map(({ severity }) => severity)).toEqual(["warning"]);
    expect(await codes(file)).toEqual([0, 1, 1, 0]);
    expect(await codes(bad)).toEqual([1, 1, 1, 0]);
  });

  test("levels of the settings file count, and a suppressed finding does not", async () => {
    const text = unlimitedLog;
    const folder = folderWith({ "stack.yml": text });
    const check = () => swarm(["check", join(folder, "stack.yml")]);
    writeFileSync(join(folder, "centrifugo-swarm.yaml"), "levels: { limit-log-size: error }\n");
    expect((await check()).exitCode).toBe(1);
    const ignored = "ignore: [{ rule: limit-log-size, service: cache, reason: a log of its own }]\n";
    writeFileSync(join(folder, "centrifugo-swarm.yaml"), `levels: { limit-log-size: error }\n${ignored}`);
    expect(await check()).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/limit-log-size: a log of its own[\s\S]*1 suppressed/),
    });
  });
});

describe("formats", () => {
  test("each is written to standard output, whole", async () => {
    const outputs = await Promise.all(
      ["pretty", "json", "sarif", "junit", "github", "markdown"].map((format) =>
        swarm(["check", bad, "--format", format]),
      ),
    );
    for (const { exitCode, stderr } of outputs)
      expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
    const [pretty = "", json = "", sarif = "", junit = "", github = "", markdown = ""] = outputs.map(
      ({ stdout }) => stdout,
    );
    expect(pretty).toMatch(/^\d+ errors?, \d+ warnings?, \d+ hints? in 3 services\.$/m);
    expect(JSON.parse(json)).toMatchObject({ version: 1, source: { kind: "files" } });
    expect(JSON.parse(sarif)).toMatchObject({ version: "2.1.0" });
    expect(readXml(junit).name).toBe("testsuites");
    expect(github).toMatch(/^::error file=test\/fixtures\/same-verdict\/config\.json,line=2,col=\d+,title=/m);
    expect(markdown).toMatch(/^\*\*\d+ errors/);
    for (const text of [pretty, json, sarif, junit, github, markdown]) expect(text).not.toContain("fixture-");
  });

  test("pretty shows the line, the message and the fix, and no colour without a terminal", async () => {
    const { stdout } = await swarm(["check", bad], { env: { NO_COLOR: undefined, FORCE_COLOR: "1" } });
    expect(stdout).not.toContain("\u001b");
    expect(stdout).toContain(`${bad}:15:5
  15 |     stop_grace_period: 20s
     |     ^^^^^^^^^^^^^^^^^
  error  require-time-to-shut-down
`);
  });

  test("a terminal gets colours unless NO_COLOR is set", async ({ skip }) => {
    skip(...unlessTerminal);
    const shown = await coloursOf({ NO_COLOR: undefined });
    expect(shown).toContain("\u001b[31merror\u001b[39m");
    expect(await coloursOf({ NO_COLOR: "1" })).not.toContain("\u001b[31m");
  });

  test("what is not checkable is one line, or a list when it is asked for", async () => {
    const file = join(root, "test/fixtures/stacks/guide/token-two-names.yaml");
    const short = await swarm(["check", file]);
    expect(short.stdout).toMatch(/^\d+ rules could not see .*--show-not-checkable lists them\.$/m);
    const long = await swarm(["check", file, "--show-not-checkable"]);
    const { notChecked } = await reportOn([file]);
    expect(notChecked.length).toBeGreaterThan(1);
    const list = /not checkable\n([\s\S]*?)\n\n/.exec(long.stdout)?.[1] ?? "";
    expect(list.match(/^ {4}[a-z0-9-]+: /gm)).toHaveLength(notChecked.length);
  });
});

describe("sources", () => {
  test("several files are merged, and --name is the name of the stack", async () => {
    const folder = folderWith({
      "base.yml": sound(),
      "more.yml": "services: { cache: { image: 'redis:latest' }, other: { image: 'app:1.0.0' } }\n",
    });
    const files = ["base.yml", "more.yml"].map((name) => join(folder, name));
    const report = await reportOn([...files, "--name", "chat"]);
    expect(report).toMatchObject({ services: 2, source: { kind: "files", names: files } });
    expect(report.findings.map(({ rule }) => rule)).toContain("pin-image");
  });

  test("--env-file gives variables, and the environment wins over it", async () => {
    const folder = folderWith({
      "stack.yml": sound().replace("7.4.11", `\${TAG}`),
      "stack.env": "TAG=latest\n",
    });
    const file = join(folder, "stack.yml");
    const found = async (args: string[], env = {}) =>
      (await reportOn([file, ...args], { env: { TAG: undefined, ...env } })).findings.map(({ rule }) => rule);
    expect(await found([])).toEqual(["set-every-variable"]);
    expect(await found(["--env-file", join(folder, "stack.env")])).toEqual(["pin-image"]);
    expect(await found(["--env-file", join(folder, "stack.env")], { TAG: "7.4.11" })).toEqual([]);
  });

  test("--stack checks what our program declares, without Docker and without secrets", async () => {
    const folder = folderWith({});
    for (const name of ["package.json", "node_modules", "config", "stacks", "model", "policies", "pins.json"])
      symlinkSync(join(root, name), join(folder, name));
    for (const name of ["Pulumi.yaml", "index.ts"]) copyFileSync(join(root, name), join(folder, name));
    const text = readFileSync(example, "utf8");
    writeFileSync(join(folder, "Pulumi.dev.yaml"), `${text}  centrifugo-swarm:apiKey: { secure: v1:abc }\n`);
    const report = await reportOn(["--stack", "dev"], {
      cwd: folder,
      env: { DOCKER_HOST: "tcp://127.0.0.1:1" },
    });
    expect(report).toMatchObject({
      exitCode: 0,
      services: 4,
      source: { kind: "program" },
      encrypted: ["apiKey"],
    });
    expect(report.findings.filter(({ severity }) => severity === "error")).toEqual([]);
    const pretty = await swarm(["check", "--stack", "dev", "--directory", folder]);
    expect(pretty).toMatchObject({ exitCode: 0, stderr: "", stdout: expect.stringContaining("apiKey") });
  });

  test("settings lie beside the first file or in the working folder, and --config names others", async () => {
    const ignore = "ignore: [{ rule: limit-log-size, reason: why }]\n";
    const text = unlimitedLog;
    const [beside, elsewhere] = [
      folderWith({ "s.yml": text, "centrifugo-swarm.yaml": ignore }),
      folderWith({}),
    ];
    const alone = folderWith({ "s.yml": text, "other.yaml": ignore });
    const suppressed = async (args: string[], cwd: string) =>
      (await reportOn(args, { cwd })).findings.filter((one) => one.suppressed !== undefined).length;
    expect(await suppressed([join(beside, "s.yml")], elsewhere)).toBe(1);
    expect(await suppressed([join(alone, "s.yml")], beside)).toBe(1);
    expect(await suppressed([join(alone, "s.yml")], elsewhere)).toBe(0);
    expect(await suppressed([join(alone, "s.yml"), "--config", join(alone, "other.yaml")], elsewhere)).toBe(
      1,
    );
  });

  test("a comment in a stack file suppresses, and one that is not needed is told", async () => {
    const text = unlimitedLog;
    const comment = "# centrifugo-swarm-ignore";
    const file = join(
      folderWith({
        "s.yml": text
          .replace("  cache:", `  cache: ${comment} limit-log-size: a log of its own`)
          .replace("    user:", `    ${comment} pin-image: old\n    user:`),
      }),
      "s.yml",
    );
    const report = await reportOn([file, "--fail-on", "info"]);
    expect(report).toMatchObject({ exitCode: 0, unused: [{ by: `${file}:6` }] });
    expect(report.findings.map(({ suppressed }) => suppressed)).toEqual([
      { reason: "a log of its own", by: `${file}:3` },
    ]);
  });
});

describe("help on rules", () => {
  test("--list has each rule on a line", async () => {
    const { exitCode, stdout } = await swarm(["check", "--list"]);
    expect(exitCode).toBe(0);
    const lines = stdout.split("\n");
    expect(lines).toHaveLength(rules.length);
    for (const { id, severity, title } of rules)
      expect(
        lines.some((line) => line.startsWith(`${id} `) && line.includes(severity) && line.endsWith(title)),
      ).toBe(true);
    expect(lines.map((line) => line.split(" ")[0])).toEqual(rules.map(({ id }) => id).sort());
  });

  test("--explain prints the page of a rule", async () => {
    const page = readFileSync(join(root, "docs/rules/use-one-token-secret.md"), "utf8");
    const { exitCode, stdout } = await swarm(["check", "--explain", "use-one-token-secret"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: page.trimEnd() });
  });

  test("--explain of a rule that is not there names the nearest one", async () => {
    await expectRefused(["--explain", "use-one-token-secrt"], /did you mean use-one-token-secret\?/);
    await expectRefused(["--explain", "xyzzy"], /check --list/);
    await expectRefused(["--explain", "../../README"], /there is no rule/);
  });
});

describe("wrong usage and unreadable input", () => {
  test.each([
    [[bad, "--live"], /cannot be mixed/],
    [["--live", "--stack", "dev"], /cannot be mixed/],
    [["--live", "--env-file", "x"], /--env-file goes with FILES/],
    [[bad, "--directory", "."], /--directory goes with --stack/],
    [["--stack", "dev", "--name", "x"], /--name goes with FILES and --live/],
    [[bad, "--format", "xml"], /is one of pretty, json, sarif, junit, github, markdown/],
    [[bad, "--fail-on", "all"], /is one of error, warning, info, never/],
    [[bad, "--config", "/nonexistent.yaml"], /--config \/nonexistent\.yaml: there is no such file/],
    [[bad, "--config", root], /cannot be read/],
    [["/nonexistent/stack.yml"], /\/nonexistent\/stack\.yml cannot be read/],
    [[root], /cannot be read/],
    [[bad, "--env-file", "/nonexistent.env"], /\/nonexistent\.env/],
    [["--stack", "nosuchstack"], /Pulumi\.nosuchstack\.yaml/],
  ])("%j is exit code 2", async (args, message) => {
    await expectRefused(args, message);
  });

  test("broken YAML is told with its place and the line, and without a secret", async () => {
    const text = sound(`    environment:\n      API_KEY: "hunter2\n`);
    const folder = folderWith({ "stack.yml": text, "other.yml": `${sound()}    labels: { a: b\n` });
    const { stderr } = await swarm(["check", "stack.yml"], { cwd: folder });
    expect(stderr).not.toContain("hunter2");
    const shown = await expectRefused(["stack.yml"], /^error: stack\.yml:\d+:\d+: /, { cwd: folder });
    expect(shown).not.toContain("hunter2");
    await expectRefused(["other.yml"], /^error: other\.yml:\d+:\d+: /, { cwd: folder });
    await expectRefused(["tab.yml"], /tab\.yml:3:\d+: .*\n {4}3 \| .*\n {6}\| +\^/, {
      cwd: folderWith({ "tab.yml": "services:\n  cache:\n\timage: redis:7.4.11\n" }),
    });
  });

  test("a suppression that says too little is told with its place", async () => {
    const cwd = folderWith({ "s.yml": `${sound()}# centrifugo-swarm-ignore pin-image\n` });
    await expectRefused(["s.yml"], /^error: s\.yml:14: .*no reason/, { cwd });
    writeFileSync(join(cwd, "s.yml"), sound());
    writeFileSync(join(cwd, "centrifugo-swarm.yaml"), "ignore: [\n");
    await expectRefused(["s.yml"], /^error: centrifugo-swarm\.yaml:\d+: this is no YAML/, { cwd });
    writeFileSync(join(cwd, "centrifugo-swarm.yaml"), "rules: {}\n");
    await expectRefused(["s.yml"], /centrifugo-swarm\.yaml:1: there are only the settings/, { cwd });
  });

  test("a suppression of a misspelt rule names the nearest one", async () => {
    const cwd = folderWith({ "s.yml": `${sound()}# centrifugo-swarm-ignore pin-imag: old\n` });
    await expectRefused(["s.yml"], /^error: s\.yml:14: .*\n {2}fix: Did you mean pin-image\?/, { cwd });
    writeFileSync(join(cwd, "s.yml"), sound());
    writeFileSync(join(cwd, "centrifugo-swarm.yaml"), "levels: { limit-log-sise: info }\n");
    await expectRefused(["s.yml"], /yaml:1: .*\n {2}fix: Did you mean limit-log-size\?/, { cwd });
    writeFileSync(join(cwd, "centrifugo-swarm.yaml"), "levels: { xyzzy: info }\n");
    await expectRefused(["s.yml"], /yaml:1: .*\n {2}fix: See the names .*check --list/, { cwd });
  });

  test("with nothing to check the files that lie here are named", async () => {
    const cwd = folderWith({ "docker-stack.yml": "", "notes.txt": "", "Pulumi.prod.yaml": "" });
    mkdirSync(join(cwd, "stack.yml.d"));
    const shown = await expectRefused([], /there is nothing to check/, { cwd });
    expect(shown).toContain("centrifugo-swarm check docker-stack.yml,");
    expect(shown).toContain("centrifugo-swarm check --stack prod,");
    expect(shown).toContain("centrifugo-swarm check --live");
    expect(shown).not.toContain("notes");
    await expectRefused([], /check FILE/, { cwd: folderWith({}) });
  });

  test("a mounted file that is not there is told with the line that names it", async () => {
    const text = sound(`    configs: [conf]\nconfigs: { conf: { file: ./missing.yaml } }\n`);
    const cwd = folderWith({ "s.yml": text });
    await expectRefused(["s.yml"], /^error: s\.yml:15:\d+: .*missing\.yaml/, { cwd });
  });
});

/** What a terminal is sent, with its colours. */
async function coloursOf(env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const command = `exec '${executable}' check '${bad}'`;
  const args = ["--quiet", "--return", "--command", command, "/dev/null"];
  const { stdout } = await execa("script", args, {
    reject: false,
    stdin: "ignore",
    env: { TERM: "xterm", ...env },
  });
  return stdout;
}
