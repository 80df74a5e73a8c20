import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { parse, parseDocument } from "yaml";
import { toolEnvironment } from "../../setup/env.ts";
import { cliPath } from "../../setup/pulumi-home.ts";
import { readStackValues } from "../../setup/stack.ts";
import { executable, projectFolder, swarm } from "../cli/support.ts";
import { makeCertificate } from "../config/stack.ts";

const project = "centrifugo-swarm";
const secretNames = ["tokenSecret", "apiKey", "redisPassword", "certificate", "certificateKey"];

/** A project with a state, a passphrase and a development authority that nobody else uses. */
async function newProject() {
  const directory = projectFolder();
  const homes = {
    XDG_STATE_HOME: join(directory, "state"),
    XDG_CONFIG_HOME: join(directory, "settings"),
    XDG_DATA_HOME: join(directory, "data"),
  };
  await Promise.all(Object.values(homes).map((folder) => mkdir(folder)));
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PULUMI_(?!HOME)|STACK$)/.test(name));
  const environment = { ...Object.fromEntries(inherited), ...homes };
  const file = join(directory, "Pulumi.prod.yaml");
  const context = async () => ({
    root: directory,
    stack: "prod",
    env: { ...environment, ...(await toolEnvironment({ environment, root: directory, stackFiles: [file] })) },
  });
  return {
    directory,
    file,
    environment,
    env: { ...clean, ...homes },
    text: () => readFileSync(file, "utf8"),
    init: (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
      swarm(["config", "init", "--stack", "prod", ...args], {
        cwd: directory,
        env: { ...clean, ...homes, ...env },
      }),
    check: () => swarm(["config", "check", "--stack", "prod"], { cwd: directory }),
    values: async () => readStackValues(await context()),
    pulumi: async (args: readonly string[], env: NodeJS.ProcessEnv = {}, input = "") => {
      const { env: tools } = await context();
      return execa(cliPath(tools), [...args, "--non-interactive", "--color", "never"], {
        ...{ cwd: directory, extendEnv: false, reject: false, all: true, input },
        env: { ...tools, ...env },
      });
    },
  };
}

/** Pulumi's variables of whoever runs the tests do not count. */
const clean = Object.fromEntries(
  Object.keys(process.env)
    .filter((name) => /^PULUMI_(?!HOME)/.test(name))
    .map((name): [string, undefined] => [name, undefined]),
);

const answers = ["--domain", "realtime.localhost", "--tls", "development", "--redis-node", "node-1"];

function commentsOf(text: string): string[] {
  return text.split("\n").flatMap((line) => (line.trimStart().startsWith("#") ? [line.trim()] : []));
}

test("it makes a stack that passes the check, with comments, and with its secrets encrypted", async () => {
  const { init, check, text, values } = await newProject();
  const made = await init(answers);
  expect(made.exitCode, made.stderr).toBe(0);
  expect(made.stdout).toMatch(/^Pulumi\.prod\.yaml: no mistakes\. Next:[\s\S]*make up STACK=prod/);

  const shown = made.stderr.slice(0, made.stderr.indexOf("· "));
  expect(commentsOf(shown).length).toBeGreaterThan(20);
  expect(commentsOf(text())).toEqual(commentsOf(shown));

  const known = await values();
  const stored = parse(text()).config;
  for (const name of secretNames) {
    expect(Object.keys(stored[`${project}:${name}`])).toEqual(["secure"]);
    const secret = known[`${project}:${name}`] ?? "";
    expect(secret.length).toBeGreaterThanOrEqual(64);
    const telling = secret.split("\n")[1] ?? secret;
    for (const output of [text(), made.stdout, made.stderr]) expect(output.includes(telling)).toBe(false);
  }
  const checked = await check();
  expect(checked.exitCode, checked.stdout).toBe(0);
  for (const name of secretNames) expect(checked.stdout).toContain(name);
});

test("a second run changes nothing, and other answers are refused", async () => {
  const { init, text } = await newProject();
  await init(answers);
  const before = text();
  const again = await init(answers);
  expect(again.exitCode, again.stderr).toBe(0);
  expect(again.stderr).toMatch(/is there already, with all its secrets; nothing was changed/);
  const other = await init(["--domain", "other.localhost", "--yes"]);
  expect(other).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/something else about `domain`/),
  });
  expect(text()).toBe(before);
});

test("a certificate of one's own is stored as it is in its files", async () => {
  const { directory, init, values } = await newProject();
  const own = await makeCertificate("realtime.example.com");
  const [certificateFile, keyFile] = [join(directory, "fullchain.pem"), join(directory, "privkey.pem")];
  writeFileSync(certificateFile, own.certificate);
  writeFileSync(keyFile, own.certificateKey);
  const files = ["--certificate-file", certificateFile, "--certificate-key-file", keyFile];
  const made = await init(["--domain", "realtime.example.com", ...files]);
  expect(made.exitCode, made.stderr).toBe(0);
  const { [`${project}:certificate`]: certificate, [`${project}:certificateKey`]: key } = await values();
  expect({ certificate, certificateKey: key }).toEqual(own);
});

test("stopped after the file was written, the same command goes on from there", async () => {
  const { directory, environment, init, text, values } = await newProject();
  const running = spawn(executable, ["config", "init", "--stack", "prod", ...answers], {
    ...{ cwd: directory, env: environment, detached: true, stdio: ["ignore", "ignore", "pipe"] as const },
  });
  let said = "";
  const ended = once(running, "exit");
  let stopped = false;
  running.stderr?.on("data", (chunk) => {
    said += String(chunk);
    if (stopped || !said.includes("wrote Pulumi.prod.yaml") || running.pid === undefined) return;
    stopped = true;
    // As Ctrl-C does: the whole process group gets it.
    process.kill(-running.pid, "SIGINT");
  });
  await ended;
  expect(said).toMatch(/stopped; the same command goes on from there/);
  expect(Object.keys(parse(text()).config)).not.toContain(`${project}:certificate`);

  const again = await init(answers);
  expect(again.exitCode, again.stderr).toBe(0);
  expect(Object.keys(await values())).toEqual(
    expect.arrayContaining(secretNames.map((name) => `${project}:${name}`)),
  );
});

/** Takes settings out of the stack file, as if they had never been set. */
function removeSettings(file: string, ...names: readonly string[]): void {
  const document = parseDocument(readFileSync(file, "utf8"));
  for (const name of names) document.deleteIn(["config", `${project}:${name}`]);
  writeFileSync(file, document.toString());
}

test("a wrong passphrase is named, and with the right one it goes on", async () => {
  const { file, init, text, values } = await newProject();
  await init(answers);
  removeSettings(file, "apiKey", "certificate");
  const before = text();
  const wrong = await init(answers, { PULUMI_CONFIG_PASSPHRASE: "wrong" });
  expect(wrong.exitCode).toBe(1);
  expect(wrong.stderr).toMatch(/^error: The passphrase does not open the secrets[^\n]*\n {2}fix: /m);
  expect(text()).toBe(before);
  const right = await init(["--yes"]);
  expect(right.exitCode, right.stderr).toBe(0);
  expect((await values())[`${project}:apiKey`]).toMatch(/^[0-9a-f]{64}$/);
});

test("a stack that is deployed is not begun anew where its file is lost", async () => {
  const { file, init, pulumi } = await newProject();
  await init(answers);
  const { stdout } = await pulumi(["stack", "export", "--stack", "prod"]);
  const state = JSON.parse(stdout);
  const urn = "urn:pulumi:prod::centrifugo-swarm::pulumi:pulumi:Stack::centrifugo-swarm-prod";
  state.deployment.resources = [{ urn, type: "pulumi:pulumi:Stack", custom: false }];
  const imported = await pulumi(["stack", "import", "--stack", "prod"], {}, JSON.stringify(state));
  expect(imported.exitCode, imported.all).toBe(0);
  rmSync(file);
  const again = await init(answers);
  expect(again).toMatchObject({ exitCode: 1, stdout: "" });
  expect(again.stderr).toMatch(/error: The stack prod is deployed, but its Pulumi\.prod\.yaml is not here/);
  expect(existsSync(file)).toBe(false);
});

test("the passphrase changes as docs/secrets.md says, for one stack at a time", async () => {
  const { directory, env, init, pulumi, values } = await newProject();
  await init(answers);
  await swarm(["config", "init", "--stack", "staging", ...answers], { cwd: directory, env });
  const before = await values();
  const next = join(directory, "next-passphrase");
  writeFileSync(next, "a new passphrase, from a file that ends with a line break\n");
  const changed = await pulumi(
    ["stack", "change-secrets-provider", "passphrase", "--stack", "prod"],
    {},
    readFileSync(next, "utf8"),
  );
  expect(changed.exitCode, changed.all).toBe(0);
  const read = (stack: string, env: NodeJS.ProcessEnv = {}) =>
    pulumi(["config", "get", "apiKey", "--stack", stack], env);
  expect((await read("prod")).all).toMatch(/incorrect passphrase/);
  const opened = await read("prod", { PULUMI_CONFIG_PASSPHRASE_FILE: next });
  expect(opened.stdout).toBe(before[`${project}:apiKey`]);
  // The other stack of the same passphrase file still has the old one.
  expect((await read("staging")).stdout).toMatch(/^[0-9a-f]{64}$/);
});
