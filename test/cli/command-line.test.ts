import { readFileSync, symlinkSync } from "node:fs";
import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { z } from "zod";
import type { Command } from "../../cli/command.ts";
import { type Entry, type Group, program } from "../../cli/commands.ts";
import { root } from "../../setup/project.ts";
import { executable, projectFolder, swarm } from "./support.ts";

const commands = await Promise.all(
  leaves(program, []).map(async ([name, { load }]) => ({ name, ...(await load()) })),
);

function leaves(group: Group, above: readonly string[]): [string[], Entry][] {
  return Object.entries(group.commands).flatMap(([name, one]): [string[], Entry][] =>
    "commands" in one ? leaves(one, [...above, name]) : [[[...above, name], one]],
  );
}

test("--version says the version of the package", async () => {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
  expect(await swarm(["--version"])).toEqual({
    exitCode: 0,
    stdout: `centrifugo-swarm ${version}`,
    stderr: "",
  });
});

test("--help lists every command", async () => {
  const { exitCode, stdout, stderr } = await swarm(["--help"]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  for (const { name } of commands) expect(stdout).toMatch(new RegExp(`^ {2}${name.join(" ")} +\\S`, "m"));
});

test("the help of a command shows each option and its examples, the same by either way", async () => {
  const { name, command } = firstCommand();
  const help = await swarm([...name, "--help"]);
  expect(help.exitCode).toBe(0);
  for (const option of Object.keys(command.options)) expect(help.stdout).toContain(`--${option}`);
  for (const [example, what] of command.examples) {
    expect(help.stdout).toContain(`centrifugo-swarm ${example}`);
    expect(help.stdout).toContain(what);
  }
  expect(await swarm(["help", ...name])).toEqual(help);
});

test("every example uses options that its command has", () => {
  for (const { name, command } of commands) {
    expect(command.examples.length, name.join(" ")).toBeGreaterThan(0);
    for (const [example] of command.examples) {
      expect(example.startsWith(name.join(" ")), example).toBe(true);
      const [own = ""] = example.split("|");
      for (const [, option = ""] of own.matchAll(/--([a-z-]+)/g)) {
        expect(Object.keys(command.options), example).toContain(option);
      }
    }
  }
});

test("help fits a terminal of 110 columns", async () => {
  for (const name of [[], ["config"], ...commands.map((command) => command.name)]) {
    const { stdout } = await swarm([...name, "--help"]);
    for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(110);
  }
});

test.each([
  [["confg"], /no command "confg".*\n {2}fix: did you mean centrifugo-swarm config\?/],
  [["config", "chek"], /no command "chek" in centrifugo-swarm config.*\n.*centrifugo-swarm config check\?/],
  [["config", "check", "--stak", "x"], /no option --stak here.*\n.*did you mean --stack\?/],
  [["config", "check", "-s", "x"], /no option -s here/],
  [["config", "check", "--stack"], /--stack needs a value: NAME/],
  [["config", "check", "--stack", "--format", "json"], /--stack needs a value/],
  [["config", "check", "--stack", "a", "--stack", "b"], /--stack can be given once only/],
  [["config", "check", "--format", "xml"], /--format is one of pretty, json, github, not "xml"/],
  [["config", "check", "--allow-missing-secrets=yes"], /--allow-missing-secrets takes no value/],
  [["config", "check", "prod"], /"prod" is one argument too many/],
  [["config", "check", "--stack", "../x"], /--stack "..\/x" is no stack name/],
  [["config", "check", "--directory", "/nonexistent"], /--directory \/nonexistent: there is no such folder/],
  [["--stack", "prod", "config", "check"], /--stack stands before the command/],
  [["config", "check", "__proto__"], /one argument too many/],
  [["constructor"], /no command "constructor"/],
])("%j is wrong usage: exit code 2, one error, nothing on standard output", async (args, message) => {
  const { exitCode, stdout, stderr } = await swarm(args);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toMatch(message);
  expect(stderr.match(/^error: /gm)).toHaveLength(1);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test("a command without its name is wrong usage, and shows the help", async () => {
  const { exitCode, stdout, stderr } = await swarm(["config"]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toContain("config check".slice("config ".length));
});

test("it works through a link, from a folder outside the clone, with nothing on the path but a shell's tools", async () => {
  const folder = projectFolder();
  symlinkSync(executable, join(folder, "first"));
  symlinkSync("first", join(folder, "second"));
  const linked = await execa(join(folder, "second"), ["--version"], {
    cwd: folder,
    extendEnv: false,
    env: { PATH: "/usr/bin:/bin" },
  });
  expect(linked.stdout).toMatch(/^centrifugo-swarm \d/);
});

test("a clone without npm packages is told so, with the command that installs them", async () => {
  const folder = projectFolder();
  await mkdir(join(folder, "bin"));
  await cp(executable, join(folder, "bin/centrifugo-swarm"));
  const { exitCode, stderr } = await execa(join(folder, "bin/centrifugo-swarm"), ["--version"], {
    reject: false,
  });
  expect(exitCode).toBe(2);
  expect(stderr).toBe(
    `error: the npm packages of ${folder} are not installed.\n  fix: cd ${folder} && sh setup/npm.sh`,
  );
});

test.each([
  ["no cache folder can be made", { XDG_CACHE_HOME: "/proc/nonexistent" }],
  ["there is no home", { HOME: undefined, XDG_CACHE_HOME: undefined }],
])("it starts where %s", async (_, env) => {
  expect((await swarm(["--version"], { env })).exitCode).toBe(0);
});

test("compiled modules go to the cache folder of the user", async () => {
  const folder = projectFolder();
  await swarm(["--help"], { env: { XDG_CACHE_HOME: folder, NODE_COMPILE_CACHE: undefined } });
  const found = await execa("find", [join(folder, "centrifugo-swarm/node"), "-type", "f"]);
  expect(found.stdout).not.toBe("");
});

test("nothing is coloured without a terminal", async () => {
  for (const args of [["--help"], ["config", "check", "--stack", "nosuchstack"]]) {
    const { stdout, stderr } = await swarm(args, { env: { NO_COLOR: undefined, FORCE_COLOR: "1" } });
    expect(`${stdout}${stderr}`.includes("\u001b")).toBe(false);
  }
});

test("a reader that goes away early is no error", async () => {
  const { stderr } = await execa("sh", ["-c", `'${executable}' config init --help | true`], {
    reject: false,
  });
  expect(stderr).toBe("");
});

function firstCommand(): { readonly name: string[]; readonly command: Command } {
  const [first] = commands;
  if (first === undefined) throw new Error("there is no command");
  return first;
}
